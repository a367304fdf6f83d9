package dev.assetlookup.r2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The manifests of a bucket. Thread-safe. */
final class Manifests {
  private static final int MAX_BYTES = 64 << 20;

  private final Documents documents;

  Manifests(Bucket bucket) {
    this.documents = new Documents(bucket, MAX_BYTES);
  }

  /** Reads what is stored under a container's key, also if that tells that it is removed. */
  Optional<Manifest> read(ContainerKey key, Deadline deadline) {
    String name = MetadataKeys.manifest(key);
    Optional<Document> document = documents.read(name, deadline);
    try {
      return document.map(read -> ManifestJson.read(key, read));
    } catch (IllegalArgumentException e) {
      throw documents.corrupt(name, e);
    }
  }

  /**
   * Replaces what was read.
   *
   * @param next the container, empty to remove it
   * @return as {@link Documents#write}
   */
  boolean write(
      ContainerKey key,
      Optional<Manifest> base,
      UUID token,
      Optional<Container> next,
      List<String> index,
      Deadline deadline) {
    ObjectNode node =
        next.map(container -> ManifestJson.write(container, index, base))
            .orElseGet(() -> ManifestJson.removed(key));
    return documents.write(
        MetadataKeys.manifest(key), base.map(Manifest::document), token, node, deadline);
  }
}
