package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ApiKeyReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Authenticates keys against a store. A secret has 256 random bits, so that one SHA-256 of it,
 * compared in constant time, is as good as a slow hash and keeps a lookup cheap.
 */
final class KeyAuthentication implements AuthenticateKey {
  private static final Result REJECTED = new Result.Rejected();

  private final ApiKeyReader keys;
  private final InstantSource clock;

  KeyAuthentication(ApiKeyReader keys, InstantSource clock) {
    this.keys = Objects.requireNonNull(keys);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public Result authenticate(String presented) {
    Optional<PresentedKey> parsed = PresentedKey.parse(presented);
    if (parsed.isEmpty()) {
      return REJECTED;
    }
    PresentedKey key = parsed.get();
    // Hashed before the read: an unknown key costs what a known one costs.
    byte[] digest = Sha256.newDigest().digest(key.secret().getBytes(StandardCharsets.US_ASCII));
    Optional<ApiKey> found = keys.findKey(key.id());
    if (found.isEmpty()) {
      return REJECTED;
    }
    ApiKey stored = found.get();
    if (!stored.status().secrets().match(digest, clock)
        || stored.environment() != key.environment()
        || stored.status().revokedAt() != null
        || stored.isExpired(clock)) {
      return REJECTED;
    }
    if (stored.status().keyKilled()) {
      return new Result.Killed(stored, Switch.KEY);
    }
    if (stored.status().organizationKilled()) {
      return new Result.Killed(stored, Switch.ORGANIZATION);
    }
    return new Result.Authenticated(stored);
  }

  static Sha256 digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
