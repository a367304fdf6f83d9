package dev.assetlookup.core.access;

import dev.assetlookup.core.content.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a key, as digests: the current one, and for some time the one that was replaced.
 *
 * @param current the SHA-256 of the current secret's characters
 * @param retired the one before, null if it is good no longer
 */
public record KeySecrets(Sha256 current, @Nullable Retired retired) {
  /**
   * A secret that was not replaced yet.
   *
   * @param digest the SHA-256 of its characters
   * @return that alone
   */
  public static KeySecrets of(Sha256 digest) {
    return new KeySecrets(digest, null);
  }

  /**
   * Puts another secret in place of the current one. What was retired before is forgotten.
   *
   * @param next the SHA-256 of the new secret's characters
   * @param until how long the current one is good besides; null to forget it at once
   * @return the new secret with the current one as retired
   */
  public KeySecrets rotated(Sha256 next, @Nullable Instant until) {
    return new KeySecrets(next, until == null ? null : new Retired(current, until));
  }

  /**
   * Whether a secret is good now. The time that this takes does not depend on where digests differ.
   *
   * @param digest the SHA-256 of what was presented, 32 bytes
   * @param clock asked only about a retired secret
   * @return true for the current one, and for the retired one before its end
   */
  public boolean match(byte[] digest, InstantSource clock) {
    boolean isCurrent = current.is(digest);
    boolean isRetired = retired != null && retired.digest.is(digest);
    return isCurrent || (retired != null && isRetired && retired.isGood(clock.instant()));
  }

  /**
   * A secret that was replaced.
   *
   * @param digest the SHA-256 of its characters
   * @param until from when on it is refused, truncated to microseconds
   */
  public record Retired(Sha256 digest, Instant until) {
    /** Cuts the time to what every store keeps. */
    public Retired {
      until = until.truncatedTo(ChronoUnit.MICROS);
    }

    private boolean isGood(Instant now) {
      return now.isBefore(until);
    }
  }
}
