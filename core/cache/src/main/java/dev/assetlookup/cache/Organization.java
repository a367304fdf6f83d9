package dev.assetlookup.cache;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far the log of one organization was followed. Whatever is remembered under this object has
 * all changes up to {@link #reached}: a container is dropped before its change is counted as
 * reached, and what is read of it from then on has the change. Thread-safe.
 *
 * <p>It is its own name: when the organization has to be forgotten as a whole, a new object takes
 * its place, under which nothing is remembered yet.
 */
final class Organization {
  /** Rather forget the organization than read more changes than this in one request. */
  static final int MOST_CHANGES = 10_000;

  private static final int PAGE = 1_000;

  private final OrganizationId id;
  private final ReentrantLock following = new ReentrantLock();
  private final ConcurrentMap<Place, Fill> fills = new ConcurrentHashMap<>();
  private volatile LogHead reached;
  private volatile Object keys = new Object();
  // Why the changes could not be read the last time, null if they could.
  private volatile @Nullable StoreUnavailableException failure;

  Organization(OrganizationId id, LogHead reached) {
    this.id = id;
    this.reached = reached;
  }

  /** How following ended. */
  enum Outcome {
    /** All that is remembered is as of the head that was asked for. */
    REACHED,
    /** Another request went further meanwhile: look again. */
    OVERTAKEN,
    /** The log does not lead from here to the head: forget the organization. */
    LOST
  }

  OrganizationId id() {
    return id;
  }

  LogHead reached() {
    return reached;
  }

  /** Another object as soon as a key has changed: what was read under the old one is void. */
  Object keys() {
    return keys;
  }

  /**
   * Drops what has changed since. Who waits while another request reads the changes, and gets no
   * answer, has none either: one after the other, many would wait for a lost store very long.
   *
   * @param before what was {@link #reached} before the look
   * @param head what the look has shown
   * @throws StoreUnavailableException if the changes could not be read
   */
  Outcome follow(LogHead before, LogHead head, ChangeLog log, Memory memory) {
    if (head.equals(reached)) {
      return Outcome.REACHED;
    }
    if (isAnother(head, before)) {
      return Outcome.LOST;
    }
    StoreUnavailableException failedBefore = failure;
    following.lock();
    try {
      LogHead now = reached;
      if (head.equals(now)) {
        return Outcome.REACHED;
      }
      requireNoneSince(failedBefore);
      long missing = head.last().sequence() - now.last().sequence();
      if (missing <= 0) {
        return Outcome.OVERTAKEN;
      }
      if (missing > MOST_CHANGES || !catchUp(now.last(), head.last(), log, memory)) {
        return Outcome.LOST;
      }
      if (head.keyRevision() != now.keyRevision()) {
        keys = new Object();
      }
      reached = head;
      return Outcome.REACHED;
    } finally {
      following.unlock();
    }
  }

  /** Whether a log that has been at one place was set back, or is another one. */
  private static boolean isAnother(LogHead now, LogHead before) {
    long further = now.last().sequence() - before.last().sequence();
    return further < 0 || (further == 0 && !now.equals(before));
  }

  private void requireNoneSince(@Nullable StoreUnavailableException before) {
    StoreUnavailableException latest = failure;
    if (latest != null && !latest.equals(before)) {
      throw new StoreUnavailableException(String.valueOf(latest.getMessage()), latest);
    }
  }

  private boolean catchUp(LogPosition from, LogPosition to, ChangeLog log, Memory memory) {
    try {
      boolean isWhole = dropChanged(from, to, log, memory);
      failure = null;
      return isWhole;
    } catch (StoreUnavailableException e) {
      // An interrupt is the matter of this thread alone.
      failure = Thread.currentThread().isInterrupted() ? failure : e;
      throw e;
    }
  }

  private boolean dropChanged(LogPosition from, LogPosition to, ChangeLog log, Memory memory) {
    LogPosition after = from;
    while (after.sequence() < to.sequence()) {
      if (!(log.changes(id, after, PAGE) instanceof Changes.Page page)
          || page.changes().isEmpty()) {
        return false;
      }
      for (Change change : page.changes()) {
        if (change instanceof Change.OfContainer ofContainer) {
          drop(ofContainer.change().container(), memory);
        }
        after = change.position();
        if (after.sequence() == to.sequence() && !after.equals(to)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The fills first: one that is not void yet has put its answer where it is then dropped. */
  private void drop(ContainerId container, Memory memory) {
    Place place = new Place(this, container);
    Fill fill = fills.remove(place);
    if (fill != null) {
      fill.makeVoid();
    }
    memory.drop(place);
  }

  /** To be called before the store is read, and {@link #ended} after. */
  Fill began(Place place) {
    return fills.compute(
        place,
        (same, current) -> {
          Fill fill = current == null ? new Fill() : current;
          fill.readers++;
          return fill;
        });
  }

  void ended(Place place, Fill fill) {
    fills.computeIfPresent(
        place, (same, current) -> !current.equals(fill) || --fill.readers > 0 ? current : null);
  }
}
