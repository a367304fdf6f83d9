package dev.assetlookup.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets.Request;
import dev.assetlookup.json.DescriptorJson;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The bodies of a lookup of many assets. */
final class BatchJson {
  private static final int MAX_PAIRS = 100;

  private BatchJson() {}

  /** Reads the pairs, as far as they are valid, and notes every problem. */
  static List<Request> read(ObjectNode object, List<Invalid> problems) {
    JsonFields fields = new JsonFields(object, "", Invalid.bodyInto(problems));
    fields.refuseUnknown(Set.of("assets"));
    List<Request> requests = new ArrayList<>();
    for (JsonFields pair : fields.objects("assets", MAX_PAIRS).values()) {
      pair.refuseUnknown(Set.of("containerId", "assetId"));
      String container = pair.required("containerId", text -> text);
      String asset = pair.required("assetId", text -> text);
      if (container != null && asset != null) {
        requests.add(new Request(container, asset));
      }
    }
    return requests;
  }

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
