package dev.assetlookup.core.access;

import java.time.InstantSource;
import java.util.Locale;

/** What became of a key, in one word. */
public enum KeyState {
  /** It works. */
  ACTIVE,
  /** Its end has come. */
  EXPIRED,
  /** Its kill switch is on. */
  KILLED,
  /** The kill switch of its organization is on. */
  ORG_KILLED,
  /** It was revoked for good. */
  REVOKED;

  /**
   * The state of a key now.
   *
   * @param key the key
   * @param clock says whether its end has come
   * @return of those that fit the one that lasts longest
   */
  public static KeyState of(ApiKey key, InstantSource clock) {
    if (key.status().revokedAt() != null) {
      return REVOKED;
    }
    if (key.isExpired(clock)) {
      return EXPIRED;
    }
    if (key.status().keyKilled()) {
      return KILLED;
    }
    return key.status().organizationKilled() ? ORG_KILLED : ACTIVE;
  }

  /**
   * The name on the wire.
   *
   * @return the lower-case name
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
