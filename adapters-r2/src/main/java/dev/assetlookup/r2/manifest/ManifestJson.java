package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.document.JsonFields.ifKnown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.document.Documents;
import dev.assetlookup.r2.document.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A container as JSON. What is absent is left out. The values check themselves: what is not valid
 * ends in an {@link IllegalArgumentException}. Fields that are not known here are another
 * version's: they are kept when a container is written again, those of an asset as long as it is
 * there.
 */
final class ManifestJson {
  private static final Set<String> FIELDS =
      Set.of(
          "organizationId",
          "containerId",
          "removed",
          "revision",
          "createdAt",
          "deletedAt",
          "details",
          "assets",
          "superseded",
          "index");
  private static final Set<String> DETAILS =
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
  private static final Set<String> ASSET =
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
  private static final Set<String> SUPERSEDED =
      Set.of("asset", "position", "supersededIn", "supersededAt", "withdrawn", "media");

  private ManifestJson() {}

  /** Which elements of a manifest's arrays tell of some assets; also those that tell of none. */
  static BiPredicate<String, JsonNode> only(Set<AssetId> assets) {
    Set<String> ids = assets.stream().map(AssetId::value).collect(Collectors.toSet());
    return (array, element) ->
        switch (array) {
          case "assets" -> isOf(ids, element);
          case "superseded" -> isOf(ids, element.path("asset"));
          default -> true;
        };
  }

  private static boolean isOf(Set<String> ids, JsonNode asset) {
    JsonNode id = asset.path("assetId");
    return !id.isTextual() || ids.contains(id.textValue());
  }

  /** Reads the manifest of a container. */
  static Manifest read(ContainerKey key, Document document) {
    JsonFields fields = document.fields();
    if (!fields.text("organizationId").equals(key.organization().value())
        || !fields.text("containerId").equals(key.container().toString())) {
      throw new IllegalArgumentException("it is the manifest of another container");
    }
    List<String> index = fields.texts("index");
    if (!index.stream().allMatch(entry -> ObjectKeys.isEntry(key, entry))) {
      throw new IllegalArgumentException("its index names what is not its own");
    }
    if (fields.flag("removed")) {
      Long last = fields.optionalLong("revision");
      // Earlier versions did not keep it.
      Revision latest = last == null ? Manifests.latest(document) : new Revision(last);
      return new Manifest(document, Optional.empty(), latest, index);
    }
    Container container = container(key, fields);
    return new Manifest(document, Optional.of(container), container.revision(), index);
  }

  private static Container container(ContainerKey key, JsonFields fields) {
    return new Container(
        key,
        new Revision(fields.number("revision")),
        fields.time("createdAt"),
        details(fields.object("details")),
        fields.objects("assets").stream().map(ManifestJson::asset).toList(),
        fields.objects("superseded").stream().map(ManifestJson::superseded).toList(),
        fields.optionalTime("deletedAt"));
  }

  private static ContainerDetails details(JsonFields fields) {
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

  private static Asset asset(JsonFields fields) {
    return new Asset(
        new AssetId(fields.text("assetId")),
        new AssetDescriptor(
            new MediaUrl(fields.text("url")),
            new Kind(fields.text("kind")),
            fields.optional("thumbnailUrl", MediaUrl::new),
            fields.optional("mimeType", MimeType::new),
            fields.optionalLong("sizeBytes"),
            fields.optionalLong("durationMs"),
            fields.optionalInt("width"),
            fields.optionalInt("height"),
            fields.optional("checksumSha256", Sha256::new),
            fields.optionalTime("expiresAt")));
  }

  private static SupersededAsset superseded(JsonFields fields) {
    return new SupersededAsset(
        asset(fields.object("asset")),
        fields.optionalInt("position"),
        new Revision(fields.number("supersededIn")),
        fields.time("supersededAt"),
        fields.flag("withdrawn"),
        fields.constant("media", SupersededAsset.Media.class));
  }

  /**
   * What tells that a container is removed: it can be created again, and nothing of it is left but
   * the last revision that it had.
   */
  static ObjectNode removed(ContainerKey key, Revision latest) {
    ObjectNode node = head(key).put("removed", true).put("revision", latest.number());
    node.putArray("index");
    return node;
  }

  /**
   * Writes a container.
   *
   * @param before the manifest that it replaces, empty if there is none or it is removed
   */
  static ObjectNode write(Container container, List<String> index, Optional<Manifest> before) {
    Unknown unknown = Unknown.of(before.filter(manifest -> manifest.container().isPresent()));
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
    ArrayNode entries = node.putArray("index");
    index.forEach(entries::add);
    unknown.copyTop(node);
    return node;
  }

  private static ObjectNode head(ContainerKey key) {
    return Documents.newObject()
        .put("organizationId", key.organization().value())
        .put("containerId", key.container().toString());
  }

  private static ObjectNode write(ContainerDetails details) {
    ObjectNode node = Documents.newObject();
    ifKnown(details.projectId(), text -> node.put("projectId", text));
    node.put("status", JsonFields.text(details.status()));
    ifKnown(details.format(), text -> node.put("format", text));
    ifKnown(details.creativeType(), text -> node.put("creativeType", text));
    ifKnown(details.caption(), text -> node.put("caption", text));
    ifKnown(details.firstComment(), text -> node.put("firstComment", text));
    node.put("approvalStatus", JsonFields.text(details.approvalStatus()));
    ifKnown(details.completedAt(), time -> node.put("completedAt", time.toString()));
    ifKnown(details.lastError(), text -> node.put("lastError", text));
    return node;
  }

  private static ObjectNode write(Asset asset, Unknown unknown) {
    AssetDescriptor descriptor = asset.descriptor();
    ObjectNode node =
        Documents.newObject()
            .put("assetId", asset.id().value())
            .put("url", descriptor.url().value())
            .put("kind", descriptor.kind().value());
    ifKnown(descriptor.thumbnailUrl(), url -> node.put("thumbnailUrl", url.value()));
    ifKnown(descriptor.mimeType(), type -> node.put("mimeType", type.value()));
    ifKnown(descriptor.sizeBytes(), bytes -> node.put("sizeBytes", bytes));
    ifKnown(descriptor.durationMs(), time -> node.put("durationMs", time));
    ifKnown(descriptor.width(), pixels -> node.put("width", pixels));
    ifKnown(descriptor.height(), pixels -> node.put("height", pixels));
    ifKnown(descriptor.checksumSha256(), digest -> node.put("checksumSha256", digest.hex()));
    ifKnown(descriptor.expiresAt(), time -> node.put("expiresAt", time.toString()));
    unknown.copyAsset(node);
    return node;
  }

  private static ObjectNode write(SupersededAsset entry, Unknown unknown) {
    ObjectNode node = Documents.newObject();
    node.set("asset", write(entry.asset(), unknown));
    ifKnown(entry.position(), position -> node.put("position", position));
    node.put("supersededIn", entry.supersededIn().number())
        .put("supersededAt", entry.supersededAt().toString());
    if (entry.withdrawn()) {
      node.put("withdrawn", true);
    }
    node.put("media", JsonFields.text(entry.media()));
    unknown.copySuperseded(node);
    return node;
  }

  /**
   * The manifest that is replaced, as far as it has fields that are not known here.
   *
   * @param top the manifest, null if there is none
   * @param assets by id and URL, current or superseded
   * @param superseded by id and revision
   */
  private record Unknown(
      @Nullable Document top,
      Map<List<String>, JsonFields> assets,
      Map<List<String>, JsonFields> superseded) {

    static Unknown of(Optional<Manifest> before) {
      if (before.isEmpty()) {
        return new Unknown(null, Map.of(), Map.of());
      }
      Document top = before.get().document();
      JsonFields fields = top.fields();
      Map<List<String>, JsonFields> assets = new HashMap<>();
      Map<List<String>, JsonFields> superseded = new HashMap<>();
      for (JsonFields entry : fields.objects("superseded")) {
        putIfMore(superseded, entryName(entry), entry, SUPERSEDED);
        putIfMore(assets, assetName(entry.object("asset")), entry.object("asset"), ASSET);
      }
      fields.objects("assets").forEach(asset -> putIfMore(assets, assetName(asset), asset, ASSET));
      return new Unknown(top, assets, superseded);
    }

    private static void putIfMore(
        Map<List<String>, JsonFields> map, List<String> name, JsonFields fields, Set<String> but) {
      if (fields.node().properties().stream().anyMatch(field -> !but.contains(field.getKey()))) {
        map.put(name, fields);
      }
    }

    private static List<String> assetName(JsonFields asset) {
      return List.of(asset.text("assetId"), asset.text("url"));
    }

    private static List<String> entryName(JsonFields entry) {
      return List.of(
          entry.object("asset").text("assetId"), Long.toString(entry.number("supersededIn")));
    }

    void copyTop(ObjectNode into) {
      if (top != null) {
        top.copyAllBut(FIELDS, into);
      }
    }

    void copyDetails(ObjectNode into) {
      if (top != null) {
        top.fields().object("details").copyAllBut(DETAILS, into);
      }
    }

    void copyAsset(ObjectNode into) {
      ifKnown(assets.get(assetName(new JsonFields(into))), asset -> asset.copyAllBut(ASSET, into));
    }

    void copySuperseded(ObjectNode into) {
      ifKnown(
          superseded.get(entryName(new JsonFields(into))),
          entry -> entry.copyAllBut(SUPERSEDED, into));
    }
  }
}
