package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a {@link WriteQueue}: the writes' in the order in which they came, and with
 * the first one those of its group, up to a bound.
 */
final class WriteTurns {
  private static final int MOST_WRITES = 256;

  /** Together, in one transaction; a larger one goes alone. */
  private static final long MOST_BYTES = 4L << 20;

  private final ReentrantLock monitor = new ReentrantLock();
  private final Deque<QueuedWrite> waiting = new ArrayDeque<>();
  private final long patience;
  private boolean busy;

  /** Whose writes wait for so long, and as long again for an answer once somebody works on them. */
  WriteTurns(Duration patience) {
    this.patience = patience.toNanos();
  }

  /**
   * A write that does not wait yet.
   *
   * @param group whose it is, null if nothing goes with it
   */
  QueuedWrite queued(@Nullable WriteGroup group, Write write) {
    return new QueuedWrite(group, write, monitor.newCondition());
  }

  /**
   * Waits for the turn, which lasts until {@link #passOn}.
   *
   * @return the writes whose turn it is, this one first; empty if another thread settled it
   * @throws StoreUnavailableException if the turn did not come
   */
  List<QueuedWrite> await(QueuedWrite queued) {
    long start = System.nanoTime();
    monitor.lock();
    try {
      waiting.addLast(queued);
      while (!queued.isSettled()) {
        if (!busy && waiting.peekFirst() == queued) {
          busy = true;
          return take(queued);
        }
        long waited = System.nanoTime() - start;
        if (waited >= patience && waiting.remove(queued)) {
          throw tooLate(queued);
        }
        if (waited >= 2 * patience) {
          queued.settle(WriteOutcome.unknown(new TimeoutException("no answer from the database")));
          return List.of();
        }
        queued.await((waited < patience ? patience : 2 * patience) - waited);
      }
      return List.of();
    } finally {
      monitor.unlock();
    }
  }

  private StoreUnavailableException tooLate(QueuedWrite queued) {
    return new StoreUnavailableException(
        "cannot write %s: waited %s for the database file, where one writes at a time"
            .formatted(queued.write().what(), Duration.ofNanos(patience)),
        new TimeoutException("others were writing all the time; nothing was changed"));
  }

  /** The first write and those behind it that go with it. */
  private List<QueuedWrite> take(QueuedWrite first) {
    List<QueuedWrite> turn = new ArrayList<>();
    long bytes = 0;
    for (Iterator<QueuedWrite> all = waiting.iterator(); all.hasNext(); ) {
      QueuedWrite queued = all.next();
      if (queued != first && !first.goesWith(queued)) {
        continue;
      }
      bytes += queued.write().bytes();
      if (queued != first && (bytes > MOST_BYTES || turn.size() == MOST_WRITES)) {
        break;
      }
      all.remove();
      turn.add(queued);
    }
    return turn;
  }

  /** Ends a turn: wakes those whose work is done, and whoever is next. */
  void passOn(List<QueuedWrite> turn) {
    monitor.lock();
    try {
      busy = false;
      for (int i = turn.size() - 1; i >= 0; i--) {
        QueuedWrite queued = turn.get(i);
        if (!queued.isSettled()) {
          waiting.addFirst(queued);
        }
        queued.wake();
      }
      QueuedWrite next = waiting.peekFirst();
      if (next != null) {
        next.wake();
      }
    } finally {
      monitor.unlock();
    }
  }
}
