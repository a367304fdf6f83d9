package dev.assetlookup.core.feed;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.store.ChangeLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads which containers were published, replaced and deleted, in the order in which that was
 * committed, and waits for the next. Thread-safe.
 *
 * <p>Whoever takes {@linkplain #now the position of now}, lists all containers, and then reads the
 * changes after that position, misses nothing.
 *
 * <p>Everyone who waits should wait at the same port: it asks the store for all of them at once.
 * While nobody waits it holds nothing.
 */
public interface ReadChanges extends AutoCloseable {
  /** Most changes of a page over HTTP; here, too, a good size. */
  int MAX_LIMIT = 1_000;

  /**
   * Finds the place behind the last change of the caller's organization.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @return a page without changes
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result now(Caller caller);

  /**
   * Reads the changes of the caller's organization after a position, one page a call.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @param query which changes
   * @return the page
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result read(Caller caller, Query query);

  /**
   * Does as {@link #read} would, but does not return an empty page before the time is over. Changes
   * that this process commits are returned at once, those of others within a second. To be called
   * outside of transactions.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @param query which changes
   * @param wait how long to wait at most, 0 or less for not at all
   * @return the page; empty if there is no change until then, or this port is closed
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer, at
   *     first or when the time is over
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Result await(Caller caller, Query query, Duration wait) throws InterruptedException;

  /**
   * Passes page after page to a consumer in this thread, waiting in between, until it is told to
   * end. To be called outside of transactions.
   *
   * @param caller whose changes; needs {@link Scope#CONTENT_READ}
   * @param query where to begin, and how many changes a page may have
   * @param consumer given each page; whoever keeps its {@code next} can go on from there. A page
   *     may be without changes, but never without progress. What it throws ends this
   * @param ended asked before each page and every second; true ends this
   * @return a page without changes with the position that was reached, if {@code ended} said so or
   *     this port was closed; or why it cannot go on
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gives no answer; to
   *     go on, call again with the position of the last page
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Result follow(Caller caller, Query query, Consumer<Result.Page> consumer, BooleanSupplier ended)
      throws InterruptedException;

  /** Ends every wait at once, as if its time were over; later ones do not wait. */
  @Override
  void close();

  /**
   * Reads a log. Of those who wait, one looks now and then for changes that other processes have
   * made, and waits for the answer of the store.
   *
   * @param log the log
   * @return a new port, which starts no thread
   */
  static ReadChanges over(ChangeLog log) {
    return over(log, Runnable::run);
  }

  /**
   * Reads a log, and leaves the looks at other processes' changes to an executor, so that a slow
   * store delays nobody who waits.
   *
   * @param log the log
   * @param looks runs a short read of the store, one at a time and about once a second while
   *     somebody waits; stays the caller's to shut down
   * @return a new port
   */
  static ReadChanges over(ChangeLog log, Executor looks) {
    return new ChangeReading(log, looks, ChangeWatch.INTERVAL);
  }

  /**
   * Which changes to read.
   *
   * @param after where the page begins
   * @param projectId changes of containers that were in this project or are, in any of its
   *     spellings; one that moves into it is published, one that moves out of it deleted; null for
   *     all
   * @param limit most changes of the page, 1 or more
   */
  record Query(LogPosition after, @Nullable String projectId, int limit) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if no container can have this project, or the limit is less
     *     than 1
     */
    public Query {
      Objects.requireNonNull(after);
      projectId = projectId == null ? null : ContainerDetails.projectId(projectId);
      if (limit < 1) {
        throw new IllegalArgumentException("limit is less than 1: " + limit);
      }
    }

    /**
     * All changes after a position, {@value ReadChanges#MAX_LIMIT} a page.
     *
     * @param after the position
     * @return a new query
     */
    public static Query after(LogPosition after) {
      return new Query(after, null, MAX_LIMIT);
    }

    /**
     * The same from another position on.
     *
     * @param position where the page begins
     * @return a new query
     */
    public Query from(LogPosition position) {
      return new Query(position, projectId, limit);
    }
  }

  /** How a reading ended. */
  sealed interface Result {
    /**
     * Some changes, possibly fewer than the limit, and even none where many had to be skipped to
     * find few.
     *
     * @param changes in order; none that only a cache has to know
     * @param next the position to go on from, which skips what was skipped
     * @param hasMore whether there was more after it at the time; there may be nothing in it for
     *     this query
     */
    record Page(List<Change.OfContainer> changes, LogPosition next, boolean hasMore)
        implements Result {
      /** Copies the list. */
      public Page {
        changes = List.copyOf(changes);
      }
    }

    /**
     * The changes after this position are not kept: it is too old, or of another history, such as
     * one that ended when a backup was restored. What changed is unknown; list everything again.
     */
    record Expired() implements Result {}

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
