package dev.assetlookup.core.feed;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.feed.ReadChanges.Result;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The next news of one organization. Raised once, when its log is known to have something that was
 * not there when this was made; until then, those who ask for the same page share one read of it.
 */
final class Signal {
  // Those who are up to date ask for the same page; more than a few others need not share.
  private static final int MOST_SHARED = 16;
  private static final int MOST_CHANGES = 16;

  private final AtomicReference<@Nullable LogPosition> head = new AtomicReference<>();
  private final Map<Asked, FutureTask<LogScan>> reads = new ConcurrentHashMap<>();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean raised;

  boolean isRaised() {
    return raised;
  }

  /** Raises it, and wakes everyone who waits. */
  void raise() {
    raised = true;
    waiting.forEach(LockSupport::unpark);
  }

  /** Notes that a thread waits from now on, which looks at {@link #isRaised} next. */
  void add(Thread thread) {
    waiting.add(thread);
  }

  void remove(Thread thread) {
    waiting.remove(thread);
  }

  /** Wakes one of those who wait; false if nobody does. */
  boolean wakeOne() {
    for (Thread thread : waiting) {
      LockSupport.unpark(thread);
      return true;
    }
    return false;
  }

  /** Whether a head that was seen is the one that was seen first; the first one always is. */
  boolean agrees(LogPosition seen) {
    return head.compareAndSet(null, seen) || seen.equals(head.get());
  }

  /** Reads a page, or waits for whoever reads the same one. */
  LogScan read(Asked asked, Supplier<LogScan> reading) throws InterruptedException {
    FutureTask<LogScan> own = new FutureTask<>(reading::get);
    FutureTask<LogScan> other =
        reads.size() < MOST_SHARED || reads.containsKey(asked)
            ? reads.putIfAbsent(asked, own)
            : null;
    if (other == null) {
      own.run();
    }
    FutureTask<LogScan> task = other == null ? own : other;
    try {
      LogScan scan = task.get();
      if (scan.result() instanceof Result.Page page && page.changes().size() > MOST_CHANGES) {
        reads.remove(asked, task);
      }
      return scan;
    } catch (ExecutionException e) {
      reads.remove(asked, task);
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) Objects.requireNonNull(failure);
  }
}
