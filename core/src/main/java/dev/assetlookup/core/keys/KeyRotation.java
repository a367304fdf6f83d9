package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.ManageKeys.Rotation;
import dev.assetlookup.core.store.ApiKeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Gives keys new secrets. Thread-safe. */
record KeyRotation(ApiKeyStore keys, InstantSource clock, KeyTexts texts) {
  /**
   * Who lost a race to another rotation does not try again: that would end at once the secret that
   * the clients still have.
   */
  Rotation rotate(ApiKeyId id, Duration grace) {
    Instant until = requireGrace(grace).isZero() ? null : clock.instant().plus(grace);
    String secret = texts.newSecret();
    Sha256 digest = KeyAuthentication.digest(secret);
    Optional<ApiKey> found = keys.findKey(id);
    if (found.isEmpty()) {
      return new Rotation.NoSuchKey();
    }
    ApiKey key = found.get();
    KeySecrets before = key.status().secrets();
    while (key.status().secrets().equals(before)) {
      if (key.status().revokedAt() != null || key.isExpired(clock)) {
        return new Rotation.NotUsable();
      }
      ApiKey.Status next = key.status().with(before.rotated(digest, until));
      key = key.with(new KeyChanges(keys).attempt(id, key.status(), next));
    }
    return key.status().secrets().current().equals(digest)
        ? new Rotation.Rotated(
            new Minted(key, new PresentedKey(key.environment(), id, secret).text()))
        : new Rotation.Conflict();
  }

  static Duration requireGrace(Duration grace) {
    if (grace.isNegative() || grace.compareTo(ManageKeys.MAX_GRACE) > 0) {
      throw new IllegalArgumentException(
          "a replaced secret can be good for 0 to " + ManageKeys.MAX_GRACE.toDays() + " days");
    }
    return grace;
  }
}
