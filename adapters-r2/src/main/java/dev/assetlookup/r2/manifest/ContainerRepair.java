package dev.assetlookup.r2.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.manifest.R2Repair.Counts;
import dev.assetlookup.r2.manifest.R2Repair.Damage;
import dev.assetlookup.r2.manifest.R2Repair.Finding;
import dev.assetlookup.r2.manifest.R2Repair.Mode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at one manifest and its entries, and repairs them. */
record ContainerRepair(Bucket bucket, Manifests manifests, ContainerIndex index, Mode mode) {
  // How often to look again while others are changing the entries.
  private static final int ATTEMPTS = 3;

  Inspection inspect(ContainerKey key) {
    String name = ObjectKeys.manifest(key);
    Counts one = new Counts(1, 0, 0, 0, 0, 0, 0, true);
    try {
      return inspect(key, name, one);
    } catch (CorruptRecordException e) {
      return Inspection.unreadable(
          one, finding(Damage.UNREADABLE, key, name, Inspection.reason(e)));
    } catch (StoreUnavailableException e) {
      return Inspection.failed(one, finding(Damage.FAILED, key, name, Inspection.reason(e)), e);
    }
  }

  private Inspection inspect(ContainerKey key, String name, Counts one) {
    for (int attempt = 1; ; attempt++) {
      Deadline deadline = bucket.begin();
      Optional<Manifest> manifest = manifest(key, deadline);
      if (manifest.isEmpty()) {
        return Inspection.NOTHING;
      }
      List<String> entries = manifest.get().index();
      List<String> wanted = wanted(manifest.get());
      List<String> lost =
          wanted.stream()
              .filter(entry -> !entries.contains(entry) || bucket.head(entry, deadline).isEmpty())
              .toList();
      // If a writer came between, it has deleted them itself.
      if (lost.isEmpty()
          || attempt == ATTEMPTS
          || manifests.read(key, deadline).map(Manifest::index).equals(Optional.of(entries))) {
        return new Inspection(
            one.plus(repaired(key, manifest.get(), wanted, lost)),
            lost.stream()
                .map(entry -> finding(Damage.LOST_ENTRY, key, entry, "leads to " + name))
                .toList());
      }
    }
  }

  private Optional<Manifest> manifest(ContainerKey key, Deadline deadline) {
    try {
      return manifests.read(key, deadline);
    } catch (CorruptRecordException e) {
      if (mode == Mode.REPAIR_UNCHECKED) {
        Optional<Manifest> unchecked = manifests.unchecked(key, deadline);
        if (unchecked.isPresent()) {
          return unchecked;
        }
      }
      throw e;
    }
  }

  /** An earlier version could put a container into a list that no reader looks at now. */
  private static List<String> wanted(Manifest manifest) {
    return manifest
        .container()
        .map(container -> IndexKeys.entries(container, manifest.index(), UUID.randomUUID()))
        .orElse(manifest.index());
  }

  private Counts repaired(
      ContainerKey key, Manifest manifest, List<String> wanted, List<String> lost) {
    Deadline deadline = bucket.beginWrite();
    boolean earlier = !manifest.document().selfContained();
    boolean changes = mode != Mode.CHECK && (earlier || !lost.isEmpty());
    if (changes) {
      index.add(lost, deadline);
    }
    if (changes && !manifest.index().containsAll(wanted)) {
      replace(key, manifest, wanted, lost, deadline);
    } else if (changes && earlier) {
      ObjectNode node = manifest.document().copy();
      node.put("revision", manifest.latest().number());
      manifests.renew(ObjectKeys.manifest(key), manifest.document(), node, deadline);
    }
    return Inspection.done(manifest.document(), lost.size(), changes);
  }

  private void replace(
      ContainerKey key,
      Manifest manifest,
      List<String> wanted,
      List<String> lost,
      Deadline deadline) {
    boolean won =
        manifests.write(
            key, Optional.of(manifest), UUID.randomUUID(), manifest.container(), wanted, deadline);
    List<String> former = won ? manifest.index() : lost;
    List<String> kept = won ? wanted : manifest.index();
    index.drop(former.stream().filter(entry -> !kept.contains(entry)).toList(), deadline);
  }

  private static Finding finding(Damage kind, ContainerKey key, String object, String detail) {
    return new Finding(kind, key.organization(), key.container(), object, detail);
  }
}
