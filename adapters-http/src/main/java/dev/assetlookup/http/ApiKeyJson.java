package dev.assetlookup.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets.Retired;
import dev.assetlookup.core.access.KeyState;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.AdministerKeys.Listed;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.json.internal.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes keys for whoever manages them.
 *
 * @param clock says which have expired
 */
record ApiKeyJson(InstantSource clock) {
  byte[] page(Listed.Page page, @Nullable String nextCursor) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("items");
          for (ApiKey key : page.keys()) {
            write(json, key, page.lastUses().get(key.id()), null);
          }
          json.writeEndArray();
          json.writeStringField("nextCursor", nextCursor);
          json.writeEndObject();
        });
  }

  byte[] one(ApiKey key) {
    return Json.bytes(json -> write(json, key, null, null));
  }

  /** With its text, this once. */
  byte[] minted(Minted minted) {
    return Json.bytes(json -> write(json, minted.key(), null, minted.text()));
  }

  private void write(
      JsonGenerator json, ApiKey key, @Nullable Instant lastUsedAt, @Nullable String text)
      throws IOException {
    json.writeStartObject();
    ApiKeyId id = key.id();
    json.writeStringField("apiKeyId", id.value());
    optional(json, "apiKey", text);
    json.writeStringField("organizationId", key.organization().value());
    json.writeStringField("environment", key.environment().segment());
    optional(json, "name", key.name());
    json.writeStringField("state", KeyState.of(key, clock).wireName());
    json.writeArrayFieldStart("scopes");
    for (Scope scope : new TreeSet<>(key.scopes())) {
      json.writeString(scope.value());
    }
    json.writeEndArray();
    if (key.projects() instanceof Projects.Only only) {
      json.writeArrayFieldStart("projects");
      for (String project : only.ids()) {
        json.writeString(project);
      }
      json.writeEndArray();
    }
    json.writeStringField("rateLimitTier", key.rateLimitTier().wireName());
    json.writeStringField("createdAt", key.createdAt().toString());
    optional(json, "expiresAt", key.expiresAt());
    optional(json, "lastUsedAt", lastUsedAt);
    optional(json, "revokedAt", key.status().revokedAt());
    Retired retired = key.status().secrets().retired();
    if (retired != null && clock.instant().isBefore(retired.until())) {
      optional(json, "previousSecretExpiresAt", retired.until());
    }
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
