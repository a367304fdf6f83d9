package dev.assetlookup.core.visibility;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The assets and containers that a caller may see: those of its organization, in its projects. For
 * a caller that is bound to projects each read says at one moment what is there and what project it
 * is in. A record that is too corrupt to say its project is absent to such a caller.
 *
 * @param store where they are
 */
public record VisibleAssets(AssetReader store) {
  /** Checks that there is a store. */
  public VisibleAssets {
    Objects.requireNonNull(store);
  }

  /**
   * Reads one asset.
   *
   * @param caller who asks
   * @param container which container
   * @param asset the id within it
   * @return what the store has, as far as the caller may see it
   */
  public Reading find(Caller caller, ContainerId container, AssetId asset) {
    ContainerKey key = key(caller, container);
    return caller.projects() instanceof Projects.All
        ? store.find(key, asset)
        : store.findWithProject(key, asset).within(caller.projects());
  }

  /**
   * Reads several assets, each as {@link #find} does.
   *
   * @param caller who asks
   * @param assets which assets
   * @return what the store has of each, in the order asked
   */
  public List<Reading> findAll(Caller caller, List<Asked> assets) {
    List<AssetKey> keys =
        assets.stream()
            .map(asked -> new AssetKey(key(caller, asked.container()), asked.asset()))
            .toList();
    return caller.projects() instanceof Projects.All
        ? store.findAll(keys)
        : store.findAllWithProjects(keys).stream()
            .map(reading -> reading.within(caller.projects()))
            .toList();
  }

  /**
   * Reads a container, deleted ones included.
   *
   * @param caller who asks
   * @param container which container
   * @return the container if there is one that the caller may see
   */
  public Optional<Container> read(Caller caller, ContainerId container) {
    ContainerKey key = key(caller, container);
    if (caller.projects() instanceof Projects.All) {
      return store.read(key);
    }
    try {
      return store.read(key).filter(found -> includes(caller, found));
    } catch (CorruptRecordException e) {
      return Optional.empty();
    }
  }

  static ContainerKey key(Caller caller, ContainerId container) {
    return new ContainerKey(caller.organization(), container);
  }

  static boolean includes(Caller caller, Container container) {
    return caller.projects().include(container.details().projectId());
  }

  /**
   * An asset that is asked for.
   *
   * @param container which container
   * @param asset the id within it
   */
  public record Asked(ContainerId container, AssetId asset) {}
}
