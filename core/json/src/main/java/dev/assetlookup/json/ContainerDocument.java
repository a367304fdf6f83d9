package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.json.internal.DraftFields;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.JsonFields;
import dev.assetlookup.json.internal.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The container document: one line of an import or export. Read strictly: duplicate and unknown
 * fields, wrong types and values out of range are all reported, never guessed around.
 *
 * @param organization the owner
 * @param draft what to publish
 */
public record ContainerDocument(OrganizationId organization, ContainerDraft draft) {
  private static final int MAX_PROBLEMS = 20;

  /** What came of reading a document. */
  public sealed interface Result {
    /**
     * A document of the right form.
     *
     * @param document the document
     */
    record Valid(ContainerDocument document) implements Result {}

    /**
     * Not a document.
     *
     * @param problems what is wrong, at least one and at most 20
     */
    record Invalid(List<JsonProblem> problems) implements Result {}
  }

  /**
   * Reads a document.
   *
   * @param json UTF-8 text, at most one JSON object
   * @return the document, or everything that is wrong with it
   */
  public static Result read(byte[] json) {
    StrictJson.Result reading = StrictJson.readLine(json);
    return reading instanceof StrictJson.Result.Invalid invalid
        ? new Result.Invalid(List.of(new JsonProblem("", invalid.reason())))
        : read(((StrictJson.Result.Valid) reading).object());
  }

  private static Result read(ObjectNode object) {
    List<JsonProblem> problems = new ArrayList<>();
    JsonFields fields =
        new JsonFields(
            object, "", (pointer, reason) -> problems.add(new JsonProblem(pointer, reason)));
    ContainerId container =
        fields.required(
            "containerId",
            text ->
                ContainerId.parse(text)
                    .orElseThrow(
                        () -> new IllegalArgumentException("is not a UUID or cnt_ and a UUID")));
    OrganizationId organization = fields.required("organizationId", OrganizationId::new);
    DraftFields draft = DraftFields.read(fields, Set.of("containerId", "organizationId"));
    return problems.isEmpty()
        ? new Result.Valid(
            new ContainerDocument(
                Objects.requireNonNull(organization),
                draft.complete(Objects.requireNonNull(container))))
        : new Result.Invalid(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS)));
  }

  /**
   * Writes a container so that {@link #read} gives it back: its current set, ids included. What is
   * unknown is left out.
   *
   * @param container a container that is not deleted
   * @return one JSON object in UTF-8, on one line, without a line end
   */
  public static byte[] write(Container container) {
    ContainerDetails details = container.details();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("containerId", container.key().container().toString());
          json.writeStringField("organizationId", container.key().organization().value());
          writeKnown(json, "projectId", details.projectId());
          json.writeStringField("status", details.status().wireName());
          writeKnown(json, "format", details.format());
          writeKnown(json, "creativeType", details.creativeType());
          writeKnown(json, "caption", details.caption());
          writeKnown(json, "firstComment", details.firstComment());
          json.writeStringField("approvalStatus", details.approvalStatus().wireName());
          json.writeStringField("createdAt", container.createdAt().toString());
          writeKnown(json, "completedAt", details.completedAt());
          writeKnown(json, "lastError", details.lastError());
          json.writeArrayFieldStart("assets");
          for (Asset asset : container.assets()) {
            json.writeStartObject();
            json.writeStringField("assetId", asset.id().value());
            DescriptorJson.writeDescriptor(json, asset.descriptor());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void writeKnown(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
