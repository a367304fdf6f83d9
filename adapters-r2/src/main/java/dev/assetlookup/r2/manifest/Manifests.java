package dev.assetlookup.r2.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Conditional;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.document.BrokenDocument;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.document.Documents;
import dev.assetlookup.r2.document.StoredDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The manifests of a bucket. Thread-safe. */
final class Manifests implements ContainerSource {
  // Twice as many assets as a container has, all with the longest URLs, and more.
  static final int MAX_BYTES = 128 << 20;

  private final Documents documents;

  Manifests(Bucket bucket) {
    this.documents = new Documents(bucket, MAX_BYTES);
  }

  /**
   * Reads what is stored under a container's key, also if it says that the container is removed.
   *
   * @throws CorruptRecordException if it is not a manifest
   */
  Optional<Manifest> read(ContainerKey key, Deadline deadline) {
    return read(key, Optional.empty(), deadline);
  }

  /**
   * Reads a container, a large one with only those of its assets, current or superseded, that are
   * asked for.
   *
   * @param assets empty for all
   * @throws CorruptRecordException if it is not a manifest
   */
  Optional<Manifest> read(ContainerKey key, Optional<Set<AssetId>> assets, Deadline deadline) {
    String name = ObjectKeys.manifest(key);
    return documents
        .read(name, assets.map(ManifestJson::only), deadline)
        .map(document -> manifest(key, name, document));
  }

  @Override
  public Optional<Container> container(
      ContainerKey key, Optional<Set<AssetId>> assets, Deadline deadline) {
    return read(key, assets, deadline).flatMap(Manifest::container);
  }

  /**
   * Reads a container unless its manifest is the one that was read with a tag.
   *
   * @param assets which to read of a large container, empty for all
   * @throws CorruptRecordException if it is another one, and not a manifest
   */
  Conditional<Manifest> readIfChanged(
      ContainerKey key, String etag, Optional<Set<AssetId>> assets, Deadline deadline) {
    String name = ObjectKeys.manifest(key);
    return documents
        .readIfChanged(name, etag, assets.map(ManifestJson::only), deadline)
        .map(found -> found.map(document -> manifest(key, name, document)));
  }

  /**
   * Reads what is to be replaced.
   *
   * @throws CorruptRecordException if a newer version seems to have written it
   */
  Optional<StoredManifest> base(ContainerKey key, Deadline deadline) {
    String name = ObjectKeys.manifest(key);
    return documents.stored(name, deadline).map(stored -> base(key, name, stored));
  }

  /** The manifest of a document whose only fault is that its metadata are lost. */
  Optional<Manifest> unchecked(ContainerKey key, Deadline deadline) {
    String name = ObjectKeys.manifest(key);
    return documents
        .stored(name, deadline)
        .filter(BrokenDocument.class::isInstance)
        .map(stored -> ((BrokenDocument) stored).unchecked())
        .map(document -> manifest(key, name, document));
  }

  /** Writes a document again in today's form, unless another writer is first. */
  void renew(String name, Document base, ObjectNode next, Deadline deadline) {
    documents.write(name, Optional.of(base), UUID.randomUUID(), next, deadline);
  }

  private StoredManifest base(ContainerKey key, String name, StoredDocument stored) {
    if (stored instanceof BrokenDocument broken) {
      CorruptRecordException reason = documents.corrupt(name, broken.reason());
      if (broken.newer()) {
        throw reason;
      }
      return new BrokenManifest(stored, latest(stored), reason);
    }
    try {
      return manifest(key, name, (Document) stored);
    } catch (CorruptRecordException e) {
      return new BrokenManifest(stored, latest(stored), e);
    }
  }

  private Manifest manifest(ContainerKey key, String name, Document document) {
    try {
      return ManifestJson.read(key, document);
    } catch (IllegalArgumentException e) {
      throw documents.corrupt(name, e);
    }
  }

  /**
   * The revision of an object that does not hold a valid one. It is at least as high as any that
   * the container can have had: the microseconds since 1970 at which it was written, because R2
   * takes one write a second for each key. If the object states a higher one, that is believed, so
   * that the server's clock does not matter.
   */
  static Revision latest(StoredDocument stored) {
    long written = Math.max(1, IndexKeys.micros(stored.lastModified()));
    return new Revision(
        Math.max(written, stored.stated("revision").map(Manifests::believable).orElse(0L)));
  }

  /** 0 for what is no number, or higher than any that this store gives. */
  private static long believable(String text) {
    try {
      long number = Long.parseLong(text);
      return number <= ChronoUnit.MICROS.between(Instant.EPOCH, UtcTime.LATEST) ? number : 0;
    } catch (NumberFormatException e) {
      return 0;
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
      Optional<StoredManifest> base,
      UUID token,
      Optional<Container> next,
      List<String> index,
      Deadline deadline) {
    Optional<Manifest> before =
        base.filter(Manifest.class::isInstance).map(stored -> (Manifest) stored);
    Revision latest = base.map(StoredManifest::latest).orElse(Revision.NONE);
    ObjectNode node =
        next.map(container -> ManifestJson.write(container, index, before))
            .orElseGet(() -> ManifestJson.removed(key, latest));
    return documents.write(
        ObjectKeys.manifest(key), base.map(StoredManifest::document), token, node, deadline);
  }
}
