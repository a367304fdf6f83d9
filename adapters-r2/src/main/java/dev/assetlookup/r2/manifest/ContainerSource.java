package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Deadline;
import java.util.Optional;
import java.util.Set;

/** Where containers are read from. */
interface ContainerSource {
  /**
   * Reads a container.
   *
   * @param assets which assets, current or superseded, to read at least; empty for all
   * @return empty if there is none
   * @throws CorruptRecordException if what is stored is not a manifest
   */
  Optional<Container> container(ContainerKey key, Optional<Set<AssetId>> assets, Deadline deadline);
}
