package dev.assetlookup.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The container document of DESIGN 7: one line of an import or export. Read strictly: duplicate and
 * unknown fields, wrong types and values out of range are all reported, never guessed around.
 *
 * @param organization the owner
 * @param draft what to publish
 */
public record ContainerDocument(OrganizationId organization, ContainerDraft draft) {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_STRING = 100_000;
  private static final int MAX_PROBLEMS = 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .build())
                  .build())
          .build();

  private static final Set<String> CONTAINER_FIELDS =
      Set.of(
          "containerId",
          "organizationId",
          "projectId",
          "status",
          "format",
          "caption",
          "firstComment",
          "approvalStatus",
          "createdAt",
          "completedAt",
          "lastError",
          "assets");
  private static final Set<String> ASSET_FIELDS =
      Set.of(
          "assetId",
          "url",
          "kind",
          "thumbnailUrl",
          "mimeType",
          "sizeBytes",
          "durationMs",
          "width",
          "height",
          "checksumSha256",
          "expiresAt");

  /** What came of reading a document. */
  public sealed interface Reading {
    /**
     * A document of the right form.
     *
     * @param document the document
     */
    record Valid(ContainerDocument document) implements Reading {}

    /**
     * Not a document.
     *
     * @param problems what is wrong, at least one and at most 20
     */
    record Invalid(List<Problem> problems) implements Reading {}
  }

  /**
   * Reads a document.
   *
   * @param json UTF-8 text, at most one JSON object
   * @return the document, or everything that is wrong with it
   */
  public static Reading read(byte[] json) {
    JsonNode root;
    try (JsonParser parser = MAPPER.createParser(json)) {
      root = MAPPER.readTree(parser);
      if (root != null && parser.nextToken() != null) {
        return invalid("there is more after the JSON object");
      }
    } catch (JsonProcessingException e) {
      return invalid("not valid JSON" + column(e) + ": " + plain(e.getOriginalMessage()));
    } catch (IOException e) {
      return invalid("not valid UTF-8 JSON: " + plain(e.getMessage()));
    }
    if (!(root instanceof ObjectNode object)) {
      return invalid("not a JSON object");
    }
    List<Problem> problems = new ArrayList<>();
    ContainerDocument document = document(new JsonFields(object, "", problems));
    return problems.isEmpty()
        ? new Reading.Valid(Objects.requireNonNull(document))
        : new Reading.Invalid(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS)));
  }

  private static Reading invalid(String reason) {
    return new Reading.Invalid(List.of(new Problem("", reason)));
  }

  private static String column(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : " at column " + location.getColumnNr();
  }

  /** Without what the JSON reader adds for programmers: further lines and names of its classes. */
  private static String plain(@Nullable String message) {
    return String.valueOf(message)
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(" \\(start marker at .*|, from `[^`]*`", "");
  }

  /** Null only where a problem was reported. */
  private static @Nullable ContainerDocument document(JsonFields fields) {
    fields.refuseUnknown(CONTAINER_FIELDS);
    ContainerId container =
        fields.required(
            "containerId",
            text ->
                ContainerId.parse(text)
                    .orElseThrow(
                        () -> new IllegalArgumentException("is not a UUID or cnt_ and a UUID")));
    OrganizationId organization = fields.required("organizationId", OrganizationId::new);
    Instant createdAt = fields.instant("createdAt");
    ContainerStatus status =
        fields.optional("status", text -> constant(ContainerStatus.class, text));
    ApprovalStatus approvalStatus =
        fields.optional("approvalStatus", text -> constant(ApprovalStatus.class, text));
    ContainerDetails details =
        fields.build(
            () ->
                new ContainerDetails(
                    fields.text("projectId"),
                    status == null ? ContainerStatus.COMPLETED : status,
                    fields.text("format"),
                    fields.text("caption"),
                    fields.text("firstComment"),
                    approvalStatus == null ? ApprovalStatus.NOT_REQUIRED : approvalStatus,
                    fields.instant("completedAt"),
                    fields.text("lastError")));
    List<AssetDraft> assets = new ArrayList<>();
    for (JsonFields asset : fields.objects("assets", Container.MAX_ASSETS)) {
      AssetDraft draft = asset(asset);
      if (draft != null) {
        assets.add(draft);
      }
    }
    return container == null || organization == null || details == null
        ? null
        : new ContainerDocument(
            organization, new ContainerDraft(container, createdAt, details, assets));
  }

  private static @Nullable AssetDraft asset(JsonFields fields) {
    fields.refuseUnknown(ASSET_FIELDS);
    AssetId id = fields.optional("assetId", AssetId::new);
    MediaUrl url = fields.required("url", MediaUrl::new);
    if (url == null) {
      return null;
    }
    AssetDescriptor descriptor =
        fields.build(
            () ->
                AssetDescriptor.at(url)
                    .kind(fields.optional("kind", Kind::new))
                    .thumbnailUrl(fields.optional("thumbnailUrl", MediaUrl::new))
                    .mimeType(fields.optional("mimeType", MimeType::new))
                    .sizeBytes(fields.integer("sizeBytes", Long.MAX_VALUE))
                    .durationMs(fields.integer("durationMs", Long.MAX_VALUE))
                    .width(toInt(fields.integer("width", Integer.MAX_VALUE)))
                    .height(toInt(fields.integer("height", Integer.MAX_VALUE)))
                    .checksumSha256(fields.optional("checksumSha256", Sha256::new))
                    .expiresAt(fields.instant("expiresAt"))
                    .build());
    return descriptor == null ? null : new AssetDraft(id, descriptor);
  }

  private static @Nullable Integer toInt(@Nullable Long value) {
    return value == null ? null : Math.toIntExact(value);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = wireName(constant);
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException("is not one of " + String.join(", ", names));
  }

  private static String wireName(Enum<?> constant) {
    return constant instanceof ContainerStatus status
        ? status.wireName()
        : ((ApprovalStatus) constant).wireName();
  }

  /**
   * Writes a container so that {@link #read} gives it back: its current set, ids included. What is
   * unknown is left out.
   *
   * @param container a container that is not deleted
   * @return one JSON object in UTF-8, on one line, without a line end
   */
  public static byte[] write(Container container) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContainerDetails details = container.details();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringField("containerId", container.key().container().toString());
      json.writeStringField("organizationId", container.key().organization().value());
      writeKnown(json, "projectId", details.projectId());
      json.writeStringField("status", details.status().wireName());
      writeKnown(json, "format", details.format());
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
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return out.toByteArray();
  }

  private static void writeKnown(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }
}
