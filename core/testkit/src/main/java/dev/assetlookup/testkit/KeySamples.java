package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** API keys that the rules use, with ids in the order of their numbers. */
final class KeySamples {
  static final Instant REVOKED = Instant.parse("2026-10-25T01:30:00.654321Z");
  static final Status KILLED = new Status(null, true, false);
  static final ApiKeyId ID = id(0);

  private KeySamples() {}

  static List<ApiKey> keys(int count) {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  static Status revoked(int when) {
    return new Status(REVOKED.plusSeconds(when), false, false);
  }

  /** Ids in the order of their numbers, up to 1,023. */
  static ApiKeyId id(int number) {
    String digits = "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return new ApiKeyId("KEYKEYKEYKEYKE" + digits.charAt(number / 32) + digits.charAt(number % 32));
  }

  static ApiKey key(int number) {
    return key(number, ACME);
  }

  static ApiKey key(int number, OrganizationId organization) {
    return key(id(number), organization);
  }

  static ApiKey key(ApiKeyId id, OrganizationId organization) {
    return new ApiKey(
        id,
        organization,
        "Acme Inc.",
        Environment.LIVE,
        digest(id.value()),
        Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE),
        RateLimitTier.STANDARD,
        "a note",
        CREATED,
        Status.ACTIVE);
  }

  static Sha256 digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
