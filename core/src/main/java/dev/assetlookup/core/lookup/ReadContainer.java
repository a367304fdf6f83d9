package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.visibility.VisibleAssets;
import java.util.Optional;

/** Reads whole containers. Thread-safe. */
public interface ReadContainer {
  /**
   * Reads a container of the caller's organization, with those of its current assets that resolve.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @param container which container
   * @return the container, or which kind of absence it is
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result read(Caller caller, ContainerId container);

  /**
   * Reads containers from a store.
   *
   * @param containers where the containers are
   * @return a new port
   */
  static ReadContainer over(AssetReader containers) {
    return new ContainerReading(new VisibleAssets(containers));
  }

  /** How a read ended. */
  sealed interface Result {
    /**
     * The container, for who needs no reason.
     *
     * @return empty whenever there is none, be it for a missing scope or a corrupt record
     */
    default Optional<Container> toOptional() {
      return this instanceof Found found ? Optional.of(found.container()) : Optional.empty();
    }

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
     * The store has a record and it is not a valid one. No absence.
     *
     * @param reason which record and what is wrong with it, for the operator
     */
    record Unreadable(String reason) implements Result {}

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
