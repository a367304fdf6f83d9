package dev.assetlookup.core.store;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The change log of one organization in memory. Whoever changes something holds its lock until the
 * entry is appended.
 */
final class MemoryLog {
  /** Most entries that are kept; older ones go without a trim. */
  static final int MOST = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Change> entries = new ArrayDeque<>();
  private volatile LogHead head = LogHead.EMPTY;

  LogHead head() {
    return head;
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Does a write; if it is done, whoever sees the new head sees it. */
  boolean write(BooleanSupplier write, Function<LogPosition, Change> entry, Instant now) {
    lock.lock();
    try {
      if (!write.getAsBoolean()) {
        return false;
      }
      LogPosition position =
          new LogPosition(head.last().sequence() + 1, now.truncatedTo(ChronoUnit.MICROS));
      Change change = entry.apply(position);
      entries.addLast(change);
      if (entries.size() > MOST) {
        entries.removeFirst();
      }
      boolean ofKeys = change instanceof Change.OfKeys;
      head = new LogHead(position, ofKeys ? position.sequence() : head.keyRevision());
      return true;
    } finally {
      lock.unlock();
    }
  }

  Changes after(LogPosition after, int limit) {
    lock.lock();
    try {
      long first = entries.isEmpty() ? 1 : entries.getFirst().position().sequence();
      boolean isKept =
          after.sequence() == 0
              ? after.equals(LogPosition.START) && first == 1
              : entries.stream().anyMatch(entry -> entry.position().equals(after));
      if (!isKept) {
        return new Changes.NotKept(head);
      }
      List<Change> page =
          entries.stream()
              .filter(entry -> entry.position().sequence() > after.sequence())
              .limit(limit)
              .toList();
      return new Changes.Page(page, head);
    } finally {
      lock.unlock();
    }
  }

  int trim(Instant before, int limit) {
    lock.lock();
    try {
      int old = 0;
      int at = 0;
      for (Iterator<Change> all = entries.iterator(); all.hasNext(); ) {
        boolean isOld = all.next().position().at().isBefore(before);
        at++;
        if (isOld && all.hasNext()) {
          old = at;
        }
      }
      int removed = Math.min(old, limit);
      for (int i = 0; i < removed; i++) {
        entries.removeFirst();
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }
}
