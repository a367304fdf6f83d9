package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The writers of one H2 file in this process: one at a time, in the order in which they came. H2
 * stores its tables and indexes one after another, so that a crash while somebody writes beside
 * would leave them of different moments (h2database issue 2080).
 *
 * <p>The writer whose turn it is also does the work of those of its group who wait behind it, and
 * commits once for all of them. A thread that is interrupted waits and works on, and is interrupted
 * again when it returns: an interrupt closes a file that H2 has open.
 */
final class WriteQueue {
  private static final Map<String, WeakReference<WriteQueue>> BY_FILE = new HashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_WRITES = 256;

  /** Together, in one transaction; a larger one goes alone. */
  private static final long MOST_BYTES = 4L << 20;

  private final ReentrantLock monitor = new ReentrantLock();
  private final Deque<QueuedWrite> waiting = new ArrayDeque<>();
  private final ConcurrentMap<String, CommittedHeads> heads = new ConcurrentHashMap<>();
  private final long patience;
  private boolean busy;

  WriteQueue(Duration patience) {
    this.patience = patience.toNanos();
  }

  /** The one of a file. */
  static WriteQueue of(String path) {
    synchronized (BY_FILE) {
      BY_FILE.values().removeIf(queue -> queue.get() == null);
      WeakReference<WriteQueue> known = BY_FILE.get(path);
      WriteQueue queue = known == null ? null : known.get();
      if (queue == null) {
        queue = new WriteQueue(PATIENCE);
        BY_FILE.put(path, new WeakReference<>(queue));
      }
      return queue;
    }
  }

  /**
   * How far the changes have come that were committed to some tables.
   *
   * @param tables their schema and prefix; a file may have several of them
   */
  CommittedHeads heads(String tables) {
    return heads.computeIfAbsent(tables, same -> new CommittedHeads());
  }

  /** Writes what it is given, all in one transaction. */
  interface Group {
    /** Settles each write, or leaves it alone for somebody else to do. */
    void run(List<QueuedWrite> turn);
  }

  /** What nobody else may write beside. */
  interface Task {
    void run() throws SQLException;
  }

  /**
   * Waits for the turn and writes, or lets another one of the group do it.
   *
   * @return whether there was a change to keep; then it is committed
   * @throws StoreUnavailableException if the turn did not come; nothing is written later
   * @throws OutcomeUnknownException if the commit failed, or takes too long
   * @throws SQLException the write's own failure; nothing of it was done
   */
  boolean write(Group group, Write write) throws SQLException {
    QueuedWrite queued = new QueuedWrite(group, write, monitor.newCondition());
    withoutInterrupts(queued, () -> lead(queued, group));
    return queued.result();
  }

  private void lead(QueuedWrite queued, Group group) {
    List<QueuedWrite> turn = await(queued);
    if (turn.isEmpty()) {
      return;
    }
    try {
      group.run(turn);
    } catch (Throwable e) {
      turn.forEach(each -> each.settle(WriteOutcome.unknown(e)));
      throw e;
    } finally {
      passOn(turn);
    }
  }

  /**
   * Waits for the turn and does something that is not part of a group.
   *
   * @throws StoreUnavailableException if the turn did not come
   * @throws SQLException the task's own failure
   */
  void alone(String what, Task task) throws SQLException {
    QueuedWrite queued =
        new QueuedWrite(null, Write.small(what, (handle, logged) -> false), monitor.newCondition());
    withoutInterrupts(
        queued,
        () -> {
          List<QueuedWrite> turn = await(queued);
          try {
            task.run();
          } finally {
            queued.settle(WriteOutcome.of(true));
            passOn(turn);
          }
        });
  }

  private static void withoutInterrupts(QueuedWrite queued, Task task) throws SQLException {
    boolean interrupted = Thread.interrupted();
    try {
      task.run();
    } finally {
      if (interrupted || queued.wasInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The writes whose turn it is, this one first; empty if another thread settled it. */
  private List<QueuedWrite> await(QueuedWrite queued) {
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
          throw tooLate(queued, "others were writing all the time; nothing was changed");
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

  private StoreUnavailableException tooLate(QueuedWrite queued, String why) {
    return new StoreUnavailableException(
        "cannot write "
            + queued.write().what()
            + ": waited "
            + Duration.ofNanos(patience)
            + " for the"
            + " database file, where one writes at a time",
        new TimeoutException(why));
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

  /** Wakes those whose work is done, and whoever is next. */
  private void passOn(List<QueuedWrite> turn) {
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
