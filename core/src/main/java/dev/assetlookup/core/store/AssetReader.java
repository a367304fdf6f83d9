package dev.assetlookup.core.store;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: reads one asset. All that a read-only adapter needs. Thread-safe.
 *
 * <p>A read sees what was committed before it began and never half of a write. It returns what the
 * store has: whether a superseded asset still resolves is the caller's rule. Adapters aim at one
 * round trip for an asset that is there.
 */
public interface AssetReader {
  /**
   * Reads one asset. A current asset wins over superseded ones of its id, and of those the one of
   * the highest revision. Withdrawn assets are not found.
   *
   * @param container the organization's container; another organization's is absent by construction
   * @param asset the id within the container
   * @return what the store has
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored cannot be read as a valid asset
   */
  Reading find(ContainerKey container, AssetId asset);

  /** What a store has under one id. */
  sealed interface Reading {
    /**
     * The asset.
     *
     * @param asset what is stored
     * @param supersededAt when it was superseded, null while it is current
     */
    record Present(Asset asset, @Nullable Instant supersededAt) implements Reading {}

    /** The container is there, this id is not. */
    record NoSuchAsset() implements Reading {}

    /** The organization has no such container, or has deleted it. */
    record NoSuchContainer() implements Reading {}
  }
}
