package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whole containers and replaces them by compare-and-swap on their revision. Holds no rule of
 * the domain: what a publish, a delete or a sweep means is decided before the swap. Thread-safe,
 * also between processes that share one store.
 */
public interface ContainerStore extends AssetReader {
  /**
   * Stores {@code next} if the stored revision is still {@code expected}, else changes nothing.
   * Atomic: every reader sees the whole old container or the whole new one, also after a crash. Of
   * writers that start from one revision exactly one succeeds. A record that cannot be read is
   * replaced whole, as any other.
   *
   * <p>A revision of a container id never comes back: where nothing is stored, a swap to a revision
   * that is not higher than {@link #latestRevision} is stale.
   *
   * @param next the container to store. Its revision must be higher than {@code expected}; that is
   *     the caller's to ensure, and a store need not check it
   * @param expected the revision that the caller read, {@link Revision#NONE} if nothing was there
   * @return {@link Swap#STALE} if another writer was first
   * @throws OutcomeUnknownException if the swap may have happened: read back before trying again
   * @throws StoreUnavailableException if the store gave no answer
   */
  Swap swap(Container next, Revision expected);

  /**
   * Removes a container with all its assets if the stored revision is still {@code expected}, else
   * changes nothing. Atomic as a swap is. What is left is what {@link #latestRevision} needs.
   *
   * @param key which container
   * @param expected the revision that the caller read, not {@link Revision#NONE}
   * @return {@link Swap#STALE} if another writer was first, or it is not there
   * @throws OutcomeUnknownException if it may be removed: read back before trying again
   * @throws StoreUnavailableException if the store gave no answer
   */
  Swap remove(ContainerKey key, Revision expected);

  /**
   * The revision above which the next one of a container has to be: that of what is stored, also of
   * a record that cannot be read as a valid container; or, if nothing is stored, one that is at
   * least as high as any that the container had before it was removed. The latter may grow when
   * other containers are removed.
   *
   * @param key which container
   * @return {@link Revision#NONE} if the id was never used
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored is not this version's to replace, because a
   *     newer one wrote it
   */
  Revision latestRevision(ContainerKey key);

  /**
   * Lists containers of one organization that are not deleted, newest first, one page a call.
   * Containers that nobody writes meanwhile are seen exactly once over all pages, whatever is added
   * between them.
   *
   * @param organization whose containers
   * @param filter which of them
   * @param after {@link Page#next} of the page before, null to begin
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next entries, at most the limit. A page may be short, even empty, while there is a
   *     {@link Page#next}. An entry that cannot be read stands in its place and does not hide its
   *     neighbours
   * @throws StoreUnavailableException if the store gave no answer
   */
  Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit);

  /**
   * Lists containers that may have something to sweep, the longest due first, one page a call.
   *
   * @param stage which kind of sweeping
   * @param until those that are due since this time or earlier; from 1970 on, and a time after the
   *     year 9999 means all
   * @param after the last entry of the page before, null to begin
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next entries in order; a page may be short, and only an empty one is the end.
   *     Containers that cannot be read may be among them
   * @throws StoreUnavailableException if the store gave no answer
   */
  List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit);

  /**
   * Reads containers in the order of their keys, deleted ones included, one page a call. Containers
   * that nobody writes meanwhile are seen exactly once over all pages.
   *
   * @param after the last key of the page before, null to begin
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next entries in order; a page may be short, so that large containers do not fill
   *     the memory, and only an empty one is the end. One that cannot be read stands in its place
   *     and does not hide its neighbours
   * @throws StoreUnavailableException if the store gave no answer
   */
  List<Scanned> scan(@Nullable ContainerKey after, int limit);

  /**
   * This store, whose writes somebody makes. It shares everything with this one but the actor in
   * the audit trail; a store that keeps no {@link AuditTrail} is the same for everybody.
   *
   * @param actor who writes
   * @return a view, or this store
   */
  default ContainerStore writtenBy(Actor actor) {
    return this;
  }

  /** How a swap ended. */
  enum Swap {
    /** The new container is stored, or the old one removed. */
    DONE,
    /** The stored revision is not the expected one; nothing was changed. */
    STALE
  }

  /** A kind of sweeping, with the time since when a container is due for it. */
  enum Stage {
    /** Releasing the media of superseded assets: since {@link Container#heldSince()}. */
    RELEASE,
    /** Forgetting what is stale: since {@link Container#staleSince()}. */
    FORGET
  }

  /**
   * A container that may have something to sweep. Ordered by time, then key.
   *
   * @param since since when
   * @param key which container
   */
  record Due(Instant since, ContainerKey key) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::since).thenComparing(Due::key);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * A page of a list. A store that has to look at many containers to find few may end a page early,
   * even with no entry at all.
   *
   * @param entries in order, at most as many as were asked for
   * @param next where the next page begins, null if there is none
   */
  record Page(List<Listed> entries, @Nullable ContainerPosition next) {
    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** One entry of a list. */
  sealed interface Listed {
    /**
     * Where it stands in the list.
     *
     * @return its position
     */
    ContainerPosition position();

    /**
     * A container that could be read.
     *
     * @param summary what a list shows of it
     */
    record Row(ContainerSummary summary) implements Listed {
      @Override
      public ContainerPosition position() {
        return summary.position();
      }
    }

    /**
     * A container whose record is not valid.
     *
     * @param position where it stands
     * @param reason what is wrong, for the operator
     */
    record Broken(ContainerPosition position, String reason) implements Listed {}
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
     * A container whose record is not valid, or of which alone there is no answer.
     *
     * @param key which container
     * @param reason what is wrong, for the operator
     */
    record Broken(ContainerKey key, String reason) implements Scanned {}
  }
}
