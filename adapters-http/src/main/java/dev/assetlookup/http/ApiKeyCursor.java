package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.SealedText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The end of a page of keys, as text for those who see the same keys. */
final class ApiKeyCursor {
  private ApiKeyCursor() {}

  static String write(ApiKey by, ApiKeyId last) {
    return SealedText.write(
        last.value().getBytes(StandardCharsets.US_ASCII), all -> covered(by, all));
  }

  /** Parses a cursor; empty if it was not made for this list. */
  static Optional<ApiKeyId> read(ApiKey by, String text) {
    return SealedText.read(text, ApiKeyId.LENGTH, bytes -> covered(by, bytes))
        .map(bytes -> StandardCharsets.US_ASCII.decode(bytes).toString())
        .filter(ApiKeyId::isLegal)
        .map(ApiKeyId::new);
  }

  private static byte[] covered(ApiKey by, byte[] last) {
    return Json.bytes(
        json -> {
          json.writeStartArray();
          json.writeString("api-keys");
          json.writeString(by.organization().value());
          json.writeString(by.environment().segment());
          json.writeBinary(last);
          json.writeEndArray();
        });
  }
}
