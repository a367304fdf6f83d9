package dev.assetlookup.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets.Request;
import dev.assetlookup.json.DescriptorJson;
import dev.assetlookup.json.internal.Json;
import java.io.IOException;
import java.util.List;

/** The body of an answer with many assets. */
final class BatchAnswerJson {
  private BatchAnswerJson() {}

  /** One answer for each pair, in order. */
  static byte[] write(List<Request> requests, List<FindAsset.Result> results) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("items");
          for (int i = 0; i < requests.size(); i++) {
            json.writeStartObject();
            json.writeStringField("containerId", requests.get(i).container());
            json.writeStringField("assetId", requests.get(i).asset());
            write(json, results.get(i));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, FindAsset.Result result) throws IOException {
    if (result instanceof FindAsset.Result.Found found) {
      json.writeStringField("status", "found");
      json.writeFieldName("asset");
      DescriptorJson.write(json, found);
    } else if (result instanceof FindAsset.Result.Unreadable) {
      json.writeStringField("status", "unavailable");
    } else {
      json.writeStringField("status", "not_found");
      json.writeStringField("reason", reason(result));
    }
  }

  private static String reason(FindAsset.Result result) {
    return switch (result) {
      case FindAsset.Result.AssetNotFound none -> "asset_not_found";
      case FindAsset.Result.Superseded gone -> "superseded";
      case FindAsset.Result.ContainerNotFound none -> "container_not_found";
      case FindAsset.Result.ContainerDeleted gone -> "container_deleted";
      case FindAsset.Result.Found found -> throw new IllegalArgumentException("it is found");
      case FindAsset.Result.Unreadable corrupt ->
          throw new IllegalArgumentException("it is not known whether it is absent");
      case FindAsset.Result.ScopeMissing missing ->
          throw new IllegalArgumentException("the scope is for the whole request");
    };
  }
}
