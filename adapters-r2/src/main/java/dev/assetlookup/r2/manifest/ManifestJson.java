package dev.assetlookup.r2.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.json.internal.RecordTree;
import dev.assetlookup.r2.document.Document;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifest of a container as JSON: its record, the entries of the index that lead to it, and
 * what is left of it once it is removed. What is not valid ends in an {@link
 * IllegalArgumentException}. Fields that are not known here are another version's, and kept when a
 * container is written again.
 */
final class ManifestJson {
  private static final Set<String> FIELDS =
      Stream.concat(RecordTree.FIELDS.stream(), Stream.of("removed", "index"))
          .collect(Collectors.toUnmodifiableSet());

  private ManifestJson() {}

  /** The elements of a manifest's arrays that describe some assets, or whose asset is not known. */
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
    RecordFields fields = document.fields();
    if (!RecordTree.isOf(key, fields)) {
      throw new IllegalArgumentException("it is the manifest of another container");
    }
    List<String> index = fields.texts("index");
    if (!index.stream().allMatch(entry -> IndexKeys.isEntry(key, entry))) {
      throw new IllegalArgumentException("its index names what is not its own");
    }
    if (fields.flag("removed")) {
      Long last = fields.optionalLong("revision");
      // Earlier versions did not keep it.
      Revision latest = last == null ? Manifests.latest(document) : new Revision(last);
      return new Manifest(document, Optional.empty(), latest, index);
    }
    Container container = RecordTree.read(key, fields);
    return new Manifest(document, Optional.of(container), container.revision(), index);
  }

  /**
   * The manifest of a removed container: it can be created again, and nothing of it is left but the
   * last revision that it had.
   */
  static ObjectNode removed(ContainerKey key, Revision latest) {
    ObjectNode node = RecordTree.head(key).put("removed", true).put("revision", latest.number());
    node.putArray("index");
    return node;
  }

  /**
   * Writes a container.
   *
   * @param before the manifest that it replaces, empty if there is none or it is removed
   */
  static ObjectNode write(Container container, List<String> index, Optional<Manifest> before) {
    Optional<Document> replaced =
        before.filter(manifest -> manifest.container().isPresent()).map(Manifest::document);
    ObjectNode node = RecordTree.write(container, replaced.map(Document::fields).orElse(null));
    ArrayNode entries = node.putArray("index");
    index.forEach(entries::add);
    replaced.ifPresent(document -> document.copyAllBut(FIELDS, node));
    return node;
  }
}
