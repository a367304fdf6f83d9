package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.json.internal.Json;
import java.util.Objects;
import java.util.TreeSet;

/** Writes the caller's key as the body of {@code GET /v1/whoami}. */
final class WhoamiJson {
  private WhoamiJson() {}

  static byte[] write(ApiKey key) {
    String organization = key.organization().value();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("organizationId", organization);
          json.writeStringField("workspaceId", organization);
          json.writeStringField(
              "organizationName", Objects.requireNonNullElse(key.organizationName(), organization));
          json.writeArrayFieldStart("scopes");
          for (Scope scope : new TreeSet<>(key.scopes())) {
            json.writeString(scope.value());
          }
          json.writeEndArray();
          json.writeStringField("rateLimitTier", key.rateLimitTier().wireName());
          json.writeBooleanField(
              "killSwitch", key.status().keyKilled() || key.status().organizationKilled());
          json.writeBooleanField("apiAccessRevoked", key.status().revokedAt() != null);
          json.writeStringField("apiKeyId", key.id().value());
          json.writeStringField("environment", key.environment().segment());
          json.writeEndObject();
        });
  }
}
