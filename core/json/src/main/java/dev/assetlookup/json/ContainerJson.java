package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.json.internal.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes containers as the API answers them: every field, null where unknown. */
public final class ContainerJson {
  private ContainerJson() {}

  /**
   * A whole container. The same container always gives the same bytes.
   *
   * @param container a container that is not deleted
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(Container container) {
    ContainerId id = container.key().container();
    ContainerDetails details = container.details();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          writeHead(json, id, details);
          json.writeStringField("firstComment", details.firstComment());
          json.writeArrayFieldStart("assets");
          for (Asset asset : container.assets()) {
            DescriptorJson.write(json, id, asset);
          }
          json.writeEndArray();
          writeProgress(json, container.createdAt(), details);
          json.writeStringField("lastError", details.lastError());
          writePrimary(json, id, container.primaryAsset());
          json.writeEndObject();
        });
  }

  /**
   * A page of a list.
   *
   * @param containers in the order of the list
   * @param nextCursor what leads to the next page, null on the last one
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(List<ContainerSummary> containers, @Nullable String nextCursor) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("items");
          for (ContainerSummary container : containers) {
            writeRow(json, container);
          }
          json.writeEndArray();
          json.writeStringField("nextCursor", nextCursor);
          json.writeEndObject();
        });
  }

  private static void writeRow(JsonGenerator json, ContainerSummary container) throws IOException {
    ContainerId id = container.key().container();
    ContainerDetails details = container.details();
    json.writeStartObject();
    writeHead(json, id, details);
    writeProgress(json, container.createdAt(), details);
    writePrimary(json, id, container.primaryAsset());
    json.writeEndObject();
  }

  private static void writeHead(JsonGenerator json, ContainerId id, ContainerDetails details)
      throws IOException {
    json.writeStringField("id", id.toString());
    json.writeStringField("projectId", details.projectId());
    json.writeStringField("status", details.status().wireName());
    json.writeStringField("format", details.format());
    json.writeStringField("creativeType", details.creativeType());
    json.writeStringField("caption", details.caption());
  }

  private static void writeProgress(JsonGenerator json, Instant createdAt, ContainerDetails details)
      throws IOException {
    json.writeStringField("approvalStatus", details.approvalStatus().wireName());
    json.writeStringField("createdAt", createdAt.toString());
    json.writeStringField("completedAt", text(details.completedAt()));
  }

  private static void writePrimary(JsonGenerator json, ContainerId id, @Nullable Asset primary)
      throws IOException {
    json.writeFieldName("primaryAsset");
    if (primary == null) {
      json.writeNull();
    } else {
      DescriptorJson.write(json, id, primary);
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
