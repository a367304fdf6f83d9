package dev.assetlookup.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.keys.AdministerKeys.Excess;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.json.DescriptorJson;
import dev.assetlookup.json.internal.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the {@code details} of an error's body. */
final class ErrorDetailsJson {
  private static final int MAX_ERRORS = 1_000;

  private ErrorDetailsJson() {}

  static byte[] errors(List<Invalid> errors) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("errors");
          for (Invalid error : errors.subList(0, Math.min(errors.size(), MAX_ERRORS))) {
            write(json, error);
          }
          if (errors.size() > MAX_ERRORS) {
            write(json, Invalid.body("", "and " + (errors.size() - MAX_ERRORS) + " more"));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Invalid error) throws java.io.IOException {
    json.writeStartObject();
    json.writeStringField(error.source(), error.place());
    json.writeStringField("reason", error.reason());
    json.writeEndObject();
  }

  static byte[] exceeds(Set<Excess> excess) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("exceeds");
          for (Excess each : new TreeSet<>(excess)) {
            json.writeString(field(each));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String field(Excess excess) {
    return switch (excess) {
      case SCOPES -> "scopes";
      case PROJECTS -> "projects";
      case ENVIRONMENT -> "environment";
      case TIER -> "rateLimitTier";
      case END -> "expiresAt";
    };
  }

  static byte[] superseded(FindAsset.Result.Superseded gone) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("reason", "superseded");
          json.writeStringField("supersededAt", gone.supersededAt().toString());
          json.writeFieldName("currentAsset");
          Asset successor = gone.successor();
          if (successor == null) {
            json.writeNull();
          } else {
            DescriptorJson.write(json, gone.container(), successor);
          }
          json.writeEndObject();
        });
  }
}
