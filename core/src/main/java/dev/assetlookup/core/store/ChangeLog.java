package dev.assetlookup.core.store;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The changes of each organization in the order in which they were committed. An ability that a
 * store may lack. Thread-safe, also between processes that share one store.
 *
 * <p>Each swap and each removal of a container that is done, and each change of an API key, takes
 * the next number of its organization and leaves an entry, in the transaction of the change. The
 * numbers begin at 1, have no gap and never come back; a write that is not committed leaves none.
 * Whoever has read a number sees everything up to it.
 */
public interface ChangeLog {
  /**
   * Tells how far the logs of some organizations have come, in one round trip.
   *
   * @param organizations whose logs, also one of them twice
   * @return the heads, in the order asked, each of which was the last at some moment after the call
   *     began; empty within a transaction of the caller's that may have written, where a read can
   *     see what is not committed: such a read must go past every cache
   * @throws StoreUnavailableException if the store gave no answer
   */
  Optional<List<LogHead>> heads(List<OrganizationId> organizations);

  /**
   * Tells whether the reads of the calling thread show what is committed: not so within a
   * transaction of the caller's, which may show an earlier moment, or what is not committed. To be
   * asked before a read whose answer others are to be given, too, if {@link #heads} was not empty:
   * a request may have looked before it began its transaction. By default it always is so, as for a
   * store that takes part in no transaction of the caller's.
   *
   * @return false if an answer of the store is for the calling thread alone
   * @throws StoreUnavailableException if the store gave no answer
   */
  default boolean readsCommitted() {
    return true;
  }

  /**
   * Reads the changes after a place, in order, one page a call.
   *
   * @param organization whose log
   * @param after where the page begins
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next changes, or that they are not kept
   * @throws StoreUnavailableException if the store gave no answer
   */
  Changes changes(OrganizationId organization, LogPosition after, int limit);

  /**
   * Removes the oldest entries, some of one or several organizations. The last entry of each stays.
   *
   * @param before what was written before this time is removed; entries that stand before such a
   *     one go with it, whatever time they have
   * @param limit most entries to remove, 1 or more
   * @return how many were removed; 0 if nothing is left to remove
   * @throws StoreUnavailableException if the store gave no answer
   */
  int trim(Instant before, int limit);

  /**
   * Has a listener called after each change that this process commits through this store, soon, in
   * the thread that committed it. Changes of other processes, and those in transactions of the
   * caller's, call nobody.
   *
   * @param listener given the organization; must return at once and throw nothing
   * @return ends the calls when it is closed
   */
  Listening listen(Consumer<OrganizationId> listener);

  /** What is read after a place. */
  sealed interface Changes {
    /**
     * The changes that follow, without a gap.
     *
     * @param changes in order, at most as many as were asked for; a page may be short, but is empty
     *     only if there is no further change
     * @param head how far the log has come, of the same moment
     */
    record Page(List<Change> changes, LogHead head) implements Changes {
      /** Copies the list. */
      public Page {
        changes = List.copyOf(changes);
      }
    }

    /**
     * The log does not have this place: its entry was removed, or it is of another history. The
     * start is kept as long as the first entry is.
     *
     * @param head how far the log has come
     */
    record NotKept(LogHead head) implements Changes {}
  }

  /** A listener that is called. */
  interface Listening extends AutoCloseable {
    /** Ends the calls; those under way may still end later. */
    @Override
    void close();
  }
}
