package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Replaces manifests, with the entries that lead to them. Thread-safe. */
record ManifestWriter(Bucket bucket, Manifests manifests, ContainerIndex index, Auditing auditing) {
  /**
   * Replaces a container.
   *
   * @param next empty to remove it
   */
  Swap write(ContainerKey key, Revision expected, Optional<Container> next) {
    Deadline deadline = bucket.beginWrite();
    Optional<StoredManifest> base = manifests.base(key, deadline);
    if (!base.map(StoredManifest::revision).orElse(Revision.NONE).equals(expected)) {
      return Swap.STALE;
    }
    Revision latest = base.map(StoredManifest::latest).orElse(Revision.NONE);
    if (next.isPresent() && next.get().revision().number() <= latest.number()) {
      return Swap.STALE;
    }
    UUID token = UUID.randomUUID();
    List<String> former = base.map(ManifestWriter::index).orElse(List.of());
    List<String> entries =
        next.map(container -> IndexKeys.entries(container, former, token)).orElse(List.of());
    List<String> added = without(entries, former);
    index.add(added, deadline);
    boolean won =
        auditing.append(
            manifests.write(key, base, token, next, entries, deadline),
            key.organization(),
            () -> deed(key, base, expected, next),
            deadline);
    index.drop(won ? without(former, entries) : added, deadline);
    return won ? Swap.DONE : Swap.STALE;
  }

  private static Deed deed(
      ContainerKey key,
      Optional<StoredManifest> base,
      Revision expected,
      Optional<Container> next) {
    if (next.isEmpty()) {
      return Deed.removed(key.container(), expected);
    }
    Container now = next.get();
    Optional<Container> before =
        base.flatMap(
            stored ->
                stored instanceof Manifest manifest ? manifest.container() : Optional.empty());
    boolean isUnknown = before.isEmpty() && !expected.equals(Revision.NONE);
    ContainerChange change =
        isUnknown
            ? ContainerChange.of(ContainerChange.Kind.of(true, now, false), null, now, List.of())
            : ContainerChange.between(before.orElse(null), now);
    return Deed.swapped(change, expected);
  }

  /** The entries of a manifest that cannot be read are unknown: garbage, once it is replaced. */
  private static List<String> index(StoredManifest stored) {
    return stored instanceof Manifest manifest ? manifest.index() : List.of();
  }

  private static List<String> without(List<String> entries, List<String> others) {
    return entries.stream().filter(entry -> !others.contains(entry)).toList();
  }
}
