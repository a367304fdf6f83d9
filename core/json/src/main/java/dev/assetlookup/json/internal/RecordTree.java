package dev.assetlookup.json.internal;

import static dev.assetlookup.json.internal.RecordFields.ifKnown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All of a container as a JSON tree, for a store to keep. What is absent is left out. The values
 * check themselves: what is not valid ends in an {@link IllegalArgumentException}. Fields that are
 * not known here are another version's: they are kept when a container is written again, those of
 * an asset as long as it is there. Those at the top are the store's own matter.
 */
public final class RecordTree {
  /** The fields at the top. */
  public static final Set<String> FIELDS =
      Set.of(
          "organizationId",
          "containerId",
          "revision",
          "createdAt",
          "deletedAt",
          "details",
          "assets",
          "superseded");

  static final Set<String> DETAILS =
      Set.of(
          "projectId",
          "status",
          "format",
          "creativeType",
          "caption",
          "firstComment",
          "approvalStatus",
          "completedAt",
          "lastError");
  static final Set<String> ASSET = DescriptorFields.namesWith("assetId", "url", "kind");
  static final Set<String> SUPERSEDED =
      Set.of("asset", "position", "supersededIn", "supersededAt", "withdrawn", "media");

  private RecordTree() {}

  /**
   * Finds out whose record it is.
   *
   * @param key whose it should be
   * @param fields the record
   * @return false if it is another container's
   * @throws IllegalArgumentException if it does not say
   */
  public static boolean isOf(ContainerKey key, RecordFields fields) {
    return fields.text("organizationId").equals(key.organization().value())
        && fields.text("containerId").equals(key.container().toString());
  }

  /**
   * Reads a container.
   *
   * @param key whose record it is
   * @param fields the record
   * @return the container
   * @throws IllegalArgumentException if it is not a record of a container
   */
  public static Container read(ContainerKey key, RecordFields fields) {
    return new Container(
        key,
        new Revision(fields.number("revision")),
        fields.time("createdAt"),
        details(fields.object("details")),
        fields.objects("assets").stream().map(RecordTree::asset).toList(),
        fields.objects("superseded").stream().map(RecordTree::superseded).toList(),
        fields.optionalTime("deletedAt"));
  }

  private static ContainerDetails details(RecordFields fields) {
    return new ContainerDetails(
        fields.optionalText("projectId"),
        fields.constant("status", ContainerStatus.class),
        fields.optionalText("format"),
        fields.optionalText("creativeType"),
        fields.optionalText("caption"),
        fields.optionalText("firstComment"),
        fields.constant("approvalStatus", ApprovalStatus.class),
        fields.optionalTime("completedAt"),
        fields.optionalText("lastError"));
  }

  private static Asset asset(RecordFields fields) {
    AssetDescriptor.Builder descriptor =
        AssetDescriptor.at(new MediaUrl(fields.text("url"))).kind(new Kind(fields.text("kind")));
    DescriptorFields.read(fields, descriptor);
    return new Asset(new AssetId(fields.text("assetId")), descriptor.build());
  }

  private static SupersededAsset superseded(RecordFields fields) {
    return new SupersededAsset(
        asset(fields.object("asset")),
        fields.optionalInt("position"),
        new Revision(fields.number("supersededIn")),
        fields.time("supersededAt"),
        fields.flag("withdrawn"),
        fields.constant("media", SupersededAsset.Media.class));
  }

  /**
   * The ids at the top of a record, for what else a store keeps under a container's key.
   *
   * @param key whose record it is
   * @return a new object
   */
  public static ObjectNode head(ContainerKey key) {
    return newObject()
        .put("organizationId", key.organization().value())
        .put("containerId", key.container().toString());
  }

  /**
   * Writes a container.
   *
   * @param container what to write
   * @param before the record that it replaces, null if there is none
   * @return a new object
   */
  public static ObjectNode write(Container container, @Nullable RecordFields before) {
    UnknownFields unknown = UnknownFields.of(before);
    ObjectNode node =
        head(container.key())
            .put("revision", container.revision().number())
            .put("createdAt", container.createdAt().toString());
    ifKnown(container.deletedAt(), time -> node.put("deletedAt", time.toString()));
    ObjectNode details = write(container.details());
    unknown.copyDetails(details);
    node.set("details", details);
    ArrayNode assets = node.putArray("assets");
    container.assets().forEach(asset -> assets.add(write(asset, unknown)));
    ArrayNode superseded = node.putArray("superseded");
    container.superseded().forEach(entry -> superseded.add(write(entry, unknown)));
    return node;
  }

  private static ObjectNode write(ContainerDetails details) {
    ObjectNode node = newObject();
    ifKnown(details.projectId(), text -> node.put("projectId", text));
    node.put("status", RecordFields.text(details.status()));
    ifKnown(details.format(), text -> node.put("format", text));
    ifKnown(details.creativeType(), text -> node.put("creativeType", text));
    ifKnown(details.caption(), text -> node.put("caption", text));
    ifKnown(details.firstComment(), text -> node.put("firstComment", text));
    node.put("approvalStatus", RecordFields.text(details.approvalStatus()));
    ifKnown(details.completedAt(), time -> node.put("completedAt", time.toString()));
    ifKnown(details.lastError(), text -> node.put("lastError", text));
    return node;
  }

  private static ObjectNode write(Asset asset, UnknownFields unknown) {
    AssetDescriptor descriptor = asset.descriptor();
    ObjectNode node =
        newObject()
            .put("assetId", asset.id().value())
            .put("url", descriptor.url().value())
            .put("kind", descriptor.kind().value());
    DescriptorFields.write(node, descriptor);
    unknown.copyAsset(node);
    return node;
  }

  private static ObjectNode write(SupersededAsset entry, UnknownFields unknown) {
    ObjectNode node = newObject();
    node.set("asset", write(entry.asset(), unknown));
    ifKnown(entry.position(), position -> node.put("position", position));
    node.put("supersededIn", entry.supersededIn().number())
        .put("supersededAt", entry.supersededAt().toString());
    if (entry.withdrawn()) {
      node.put("withdrawn", true);
    }
    node.put("media", RecordFields.text(entry.media()));
    unknown.copySuperseded(node);
    return node;
  }

  private static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }
}
