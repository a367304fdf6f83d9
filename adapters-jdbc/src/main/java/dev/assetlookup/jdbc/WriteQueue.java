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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
  private final Deque<Place> waiting = new ArrayDeque<>();
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

  /** Does the work of places that it is given, all in one transaction. */
  interface Group {
    /** Settles each place, or leaves it alone for somebody else to do. */
    void run(List<Place> places);
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
    Place place = new Place(group, write, monitor.newCondition());
    withoutInterrupts(place, () -> lead(place, group));
    return place.result();
  }

  private void lead(Place place, Group group) {
    List<Place> places = await(place);
    if (places.isEmpty()) {
      return;
    }
    try {
      group.run(places);
    } catch (Throwable e) {
      places.forEach(each -> each.settle(Outcome.unknown(e)));
      throw e;
    } finally {
      passOn(places);
    }
  }

  /**
   * Waits for the turn and does something that is not part of a group.
   *
   * @throws StoreUnavailableException if the turn did not come
   * @throws SQLException the task's own failure
   */
  void alone(String what, Task task) throws SQLException {
    Place place = new Place(null, Write.small(what, handle -> false), monitor.newCondition());
    withoutInterrupts(
        place,
        () -> {
          List<Place> places = await(place);
          try {
            task.run();
          } finally {
            place.settle(Outcome.of(true));
            passOn(places);
          }
        });
  }

  private static void withoutInterrupts(Place place, Task task) throws SQLException {
    boolean interrupted = Thread.interrupted();
    try {
      task.run();
    } finally {
      if (interrupted || place.interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The places whose turn it is, this one first; empty if another one did its work. */
  private List<Place> await(Place place) {
    long start = System.nanoTime();
    monitor.lock();
    try {
      waiting.addLast(place);
      while (place.outcome == null) {
        if (!busy && waiting.peekFirst() == place) {
          busy = true;
          return take(place);
        }
        long waited = System.nanoTime() - start;
        if (waited >= patience && waiting.remove(place)) {
          throw tooLate(place, "others were writing all the time; nothing was changed");
        }
        if (waited >= 2 * patience) {
          place.settle(Outcome.unknown(new TimeoutException("no answer from the database")));
          return List.of();
        }
        try {
          place.changed.awaitNanos((waited < patience ? patience : 2 * patience) - waited);
        } catch (InterruptedException e) {
          place.interrupted = true;
        }
      }
      return List.of();
    } finally {
      monitor.unlock();
    }
  }

  private StoreUnavailableException tooLate(Place place, String why) {
    return new StoreUnavailableException(
        "cannot write "
            + place.write.what()
            + ": waited "
            + Duration.ofNanos(patience)
            + " for the"
            + " database file, where one writes at a time",
        new TimeoutException(why));
  }

  /** The first place and those behind it that go with it. */
  private List<Place> take(Place first) {
    List<Place> places = new ArrayList<>();
    long bytes = 0;
    for (Iterator<Place> all = waiting.iterator(); all.hasNext(); ) {
      Place place = all.next();
      if (place != first && (first.group == null || !first.group.equals(place.group))) {
        continue;
      }
      bytes += place.write.bytes();
      if (place != first && (bytes > MOST_BYTES || places.size() == MOST_WRITES)) {
        break;
      }
      all.remove();
      places.add(place);
    }
    return places;
  }

  /** Tells those whose work is done, and whoever is next. */
  private void passOn(List<Place> places) {
    monitor.lock();
    try {
      busy = false;
      for (int i = places.size() - 1; i >= 0; i--) {
        Place place = places.get(i);
        if (place.outcome == null) {
          waiting.addFirst(place);
        }
        place.changed.signal();
      }
      Place next = waiting.peekFirst();
      if (next != null) {
        next.changed.signal();
      }
    } finally {
      monitor.unlock();
    }
  }

  /** A writer's place in the queue. */
  static final class Place {
    private final @Nullable Group group;
    private final Write write;
    private final Condition changed;
    private volatile @Nullable Outcome outcome;
    private boolean interrupted;

    private Place(@Nullable Group group, Write write, Condition changed) {
      this.group = group;
      this.write = write;
      this.changed = changed;
    }

    Write write() {
      return write;
    }

    /** Tells what became of the write; the first to tell is right. */
    synchronized void settle(Outcome told) {
      if (outcome == null) {
        outcome = told;
      }
    }

    private boolean result() throws SQLException {
      Outcome told = outcome;
      if (told == null) {
        throw new IllegalStateException("a write that nobody settled: " + write.what());
      }
      return told.changed(write);
    }
  }

  /**
   * What became of a write.
   *
   * @param changed whether there was a change, which is then committed
   * @param failure why there was none
   * @param unknown whether the failure leaves open what happened
   */
  record Outcome(boolean changed, @Nullable Throwable failure, boolean unknown) {
    static Outcome of(boolean changed) {
      return new Outcome(changed, null, false);
    }

    static Outcome failed(Throwable failure) {
      return new Outcome(false, failure, false);
    }

    static Outcome unknown(Throwable failure) {
      return new Outcome(false, failure, true);
    }

    private boolean changed(Write write) throws SQLException {
      if (failure == null) {
        return changed;
      }
      if (unknown) {
        throw new OutcomeUnknownException(
            "cannot tell whether " + write.what() + " was written", failure);
      }
      if (failure instanceof SQLException sql) {
        throw sql;
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new StoreUnavailableException("cannot write " + write.what(), failure);
    }
  }
}
