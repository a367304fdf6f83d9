package dev.assetlookup.core.store;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whole containers and replaces them by compare-and-swap on their revision. Holds no rule of
 * the domain: what a publish or a delete means is decided before the swap. Thread-safe, also
 * between processes that share one store.
 */
public interface ContainerStore extends AssetReader {
  /**
   * Reads a container as one revision left it, deleted ones included.
   *
   * @param key which container
   * @return the container, or empty if it was never written
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored cannot be read as a valid container
   */
  Optional<Container> read(ContainerKey key);

  /**
   * Stores {@code next} if the stored revision is still {@code expected}, else changes nothing.
   * Atomic: every reader sees the whole old container or the whole new one, also after a crash. Of
   * writers that start from one revision exactly one succeeds.
   *
   * @param next the container to store, of a revision higher than {@code expected}
   * @param expected the revision that the caller read, {@link Revision#NONE} for a new container
   * @return {@link Swap#STALE} if another writer was first
   * @throws StoreUnavailableException if the store gave no answer. The swap may have happened: read
   *     back before trying again
   */
  Swap swap(Container next, Revision expected);

  /**
   * Reads containers in the order of their keys, deleted ones included, one page a call. Containers
   * that nobody writes meanwhile are seen exactly once over all pages.
   *
   * @param after the last key of the page before, null to begin
   * @param limit most entries to return, 1 or more
   * @return the next entries, empty at the end; one that cannot be read stands in its place and
   *     does not hide its neighbours
   * @throws StoreUnavailableException if the store gave no answer
   */
  List<Scanned> scan(@Nullable ContainerKey after, int limit);

  /** How a swap ended. */
  enum Swap {
    /** The new container is stored. */
    DONE,
    /** The stored revision is not the expected one; nothing was changed. */
    STALE
  }

  /** One entry of a scan. */
  sealed interface Scanned {
    /**
     * Which container it is.
     *
     * @return its key
     */
    ContainerKey key();

    /**
     * A container that could be read.
     *
     * @param container what is stored
     */
    record Whole(Container container) implements Scanned {
      @Override
      public ContainerKey key() {
        return container.key();
      }
    }

    /**
     * A container whose record is not valid.
     *
     * @param key which container
     * @param reason what is wrong, for the operator
     */
    record Broken(ContainerKey key, String reason) implements Scanned {}
  }
}
