package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** API keys that the rules use, with ids in the order of their numbers. */
final class KeySamples {
  static final Instant REVOKED = Instant.parse("2026-10-25T01:30:00.654321Z");
  static final Status ACTIVE = Status.active(digest("secret"));
  static final Status KILLED = ACTIVE.withKeyKilled(true);
  static final ApiKeyId ID = id(0);

  static final Instant EXPIRES = Instant.parse("2027-03-28T02:30:00.123456Z");

  /** A secret that was rotated once. */
  static final KeySecrets ROTATED = ACTIVE.secrets().rotated(digest("next"), EXPIRES);

  private KeySamples() {}

  static List<ApiKey> keys(int count) {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  /** A status of the samples' secret. */
  static Status status(@Nullable Instant revokedAt, boolean keyKilled, boolean organizationKilled) {
    return new Status(ACTIVE.secrets(), revokedAt, keyKilled, organizationKilled);
  }

  static Status revoked(int when) {
    return ACTIVE.withRevokedAt(REVOKED.plusSeconds(when));
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
    KeyTerms terms =
        KeyTerms.builder(organization)
            .organizationName("Acme Inc.")
            .scopes(Scope.CONTENT_READ, Scope.CONTENT_WRITE)
            .name("a note")
            .build();
    return ApiKey.active(id, terms, digest("secret"), CREATED);
  }

  static Sha256 digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
