package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.AssetReader;

/** Reads whole containers. Thread-safe. */
public interface ReadContainer {
  /**
   * Reads a container of the caller's organization, with those of its current assets that resolve.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @param container which container
   * @return the container, or which kind of absence it is
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer, or
   *     what is stored is not valid
   */
  Result read(Caller caller, ContainerId container);

  /**
   * Reads containers from a store.
   *
   * @param containers where the containers are
   * @return a new port
   */
  static ReadContainer over(AssetReader containers) {
    return new ContainerReading(containers);
  }

  /** How a read ended. */
  sealed interface Result {
    /**
     * The container is there.
     *
     * @param container as stored
     */
    record Found(Container container) implements Result {}

    /** Unknown, no longer remembered or another organization's: one answer, on purpose. */
    record NotFound() implements Result {}

    /** The caller's organization deleted it. */
    record Deleted() implements Result {}

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
