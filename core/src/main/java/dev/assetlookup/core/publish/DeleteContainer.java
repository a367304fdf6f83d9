package dev.assetlookup.core.publish;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.visibility.VisibleContainers;
import java.time.InstantSource;

/** Deletes containers: softly, at once for every reader. Thread-safe. */
public interface DeleteContainer {
  /**
   * Deletes a container. From then on no id resolves on it, also not within the grace of superseded
   * assets. Idempotent; publishing to it later creates it anew. With {@link Precondition.Any} a
   * record that the store cannot read is deleted, too.
   *
   * @param caller who deletes; needs {@link Scope#CONTENT_WRITE}
   * @param container which container
   * @param precondition what the writer believes to be stored
   * @return how it ended
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer; it
   *     may have happened, and repeating the call is safe
   */
  Result delete(Caller caller, ContainerId container, Precondition precondition);

  /**
   * Deletes from a store.
   *
   * @param containers where the containers are
   * @param clock dates what is deleted
   * @return a new port
   */
  static DeleteContainer over(ContainerStore containers, InstantSource clock) {
    return new ContainerPublishing(new VisibleContainers(containers), clock, UrlRules.DEFAULT);
  }

  /** How a delete ended. */
  sealed interface Result {
    /** It was there and is gone. */
    record Deleted() implements Result {}

    /** There was nothing to delete: unknown, deleted before or not the caller's. */
    record Absent() implements Result {}

    /** The precondition does not hold, or other writers were faster many times; nothing changed. */
    record Conflict() implements Result {}

    /**
     * The caller may not delete.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
