package dev.assetlookup.core.store;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads assets and containers. All that a read-only adapter needs. Thread-safe.
 *
 * <p>A read sees what was committed before it began and never half of a write. It returns what the
 * store has: whether a superseded asset still resolves is the caller's rule.
 */
public interface AssetReader {
  /**
   * Reads one asset: the hot path, at which adapters aim at one round trip for an asset that is
   * there. A current asset wins over superseded ones of its id, and of those the one of the highest
   * revision. Withdrawn assets are not found.
   *
   * @param container the organization's container; another organization's is absent by construction
   * @param asset the id within the container
   * @return what the store has
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored cannot be read as a valid asset
   */
  Reading find(ContainerKey container, AssetId asset);

  /**
   * Reads several assets, each as {@link #find} does. Stores that can need one round trip for all
   * of them; this method needs one for each.
   *
   * @param assets which assets, also of several containers, also one of them twice
   * @return what the store has of each, in the order asked; {@link Reading.Corrupt} for what cannot
   *     be read as a valid asset
   * @throws StoreUnavailableException if the store gave no answer
   */
  default List<Reading> findAll(List<AssetKey> assets) {
    List<Reading> readings = new ArrayList<>(assets.size());
    for (AssetKey key : assets) {
      try {
        readings.add(find(key.container(), key.asset()));
      } catch (CorruptRecordException e) {
        readings.add(new Reading.Corrupt(String.valueOf(e.getMessage())));
      }
    }
    return readings;
  }

  /**
   * Reads one asset as {@link #find} does, and what project its container is in, both as of one
   * moment. This method reads the whole container; stores that can need no more than for a find.
   *
   * @param container the organization's container
   * @param asset the id within the container
   * @return what the store has; {@link Reading.Corrupt} for what cannot be read as a valid asset
   * @throws StoreUnavailableException if the store gave no answer
   */
  default ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(container);
    Objects.requireNonNull(asset);
    return findAllWithProjects(List.of(new AssetKey(container, asset))).get(0);
  }

  /**
   * Reads several assets, each as {@link #findWithProject} does. This method reads each container
   * as a whole, so that assets of several are not of one moment.
   *
   * @param assets which assets, also of several containers, also one of them twice
   * @return what the store has of each, in the order asked
   * @throws StoreUnavailableException if the store gave no answer
   */
  default List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    Map<ContainerKey, Function<AssetId, ProjectReading>> read = new HashMap<>();
    List<ProjectReading> readings = new ArrayList<>(assets.size());
    for (AssetKey key : assets) {
      Objects.requireNonNull(key.asset());
      readings.add(
          read.computeIfAbsent(key.container(), container -> whole(this, container))
              .apply(key.asset()));
    }
    return readings;
  }

  private static Function<AssetId, ProjectReading> whole(AssetReader reader, ContainerKey key) {
    Reading none;
    try {
      Optional<Container> container = reader.read(key);
      if (container.isPresent()) {
        return asset -> ProjectReading.of(container.get(), asset);
      }
      none = new Reading.NoSuchContainer();
    } catch (CorruptRecordException e) {
      none = new Reading.Corrupt(String.valueOf(e.getMessage()));
    }
    ProjectReading same = new ProjectReading(none, null);
    return asset -> same;
  }

  /**
   * Reads a container as one revision left it, deleted ones included.
   *
   * @param key which container
   * @return the container, or empty if it was never written or is removed
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored cannot be read as a valid container
   */
  Optional<Container> read(ContainerKey key);

  /** What a store has under one id. */
  sealed interface Reading {
    /**
     * What an id means in a container: its current asset, else what it meant before.
     *
     * @param container the container
     * @param asset any id
     * @return the asset if there is one, never {@link Corrupt} or {@link NoSuchContainer}
     */
    static Reading of(Container container, AssetId asset) {
      if (container.isDeleted()) {
        return new DeletedContainer();
      }
      Stream<Reading> current =
          container.assets().stream()
              .filter(candidate -> candidate.id().equals(asset))
              .map(found -> new Present(found, null));
      return current
          .findFirst()
          .or(() -> container.formerAsset(asset).map(Present::of))
          .orElseGet(NoSuchAsset::new);
    }

    /**
     * The asset.
     *
     * @param asset what is stored
     * @param supersededAt when it was superseded, null while it is current
     */
    record Present(Asset asset, @Nullable Instant supersededAt) implements Reading {
      /**
       * A superseded asset.
       *
       * @param entry what the container has of it
       * @return the asset and the time
       */
      public static Present of(SupersededAsset entry) {
        return new Present(entry.asset(), entry.supersededAt());
      }
    }

    /** The container is there, this id is not. */
    record NoSuchAsset() implements Reading {}

    /** The organization has no such container. */
    record NoSuchContainer() implements Reading {}

    /** The organization has deleted the container. */
    record DeletedContainer() implements Reading {}

    /**
     * What is stored is not valid. Never given by {@link #find}, which throws instead.
     *
     * @param reason which record and what is wrong with it, for the operator
     */
    record Corrupt(String reason) implements Reading {}
  }
}
