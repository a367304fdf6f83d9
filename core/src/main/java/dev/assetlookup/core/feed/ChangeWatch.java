package dev.assetlookup.core.feed;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.store.ChangeLog;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads wait for the changes of organizations. One of those who wait leads: it passes on
 * what this process commits, and asks for the heads of all organizations that somebody waits for
 * once an interval. When it has what it waits for, another one takes over. So nothing runs, and the
 * store is not asked, while nobody waits; and whoever commits wakes one thread at most.
 *
 * <p>Thread-safe. Holds no lock while it waits or reads.
 */
final class ChangeWatch {
  // With the look itself it stays under a second.
  static final Duration INTERVAL = Duration.ofMillis(900);

  // After so many intervals without a look, nobody is told that there is nothing new.
  private static final int MOST_MISSED = 3;

  private final ChangeLog log;
  private final Executor looks;
  private final long interval;
  private final ReentrantLock visits = new ReentrantLock();
  private final Map<OrganizationId, Watched> watched = new ConcurrentHashMap<>();
  private final Set<OrganizationId> committed = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long nextLook;
  private volatile boolean failing;
  private volatile boolean closed;

  // Guarded by visits; there while somebody visits.
  private ChangeLog.@Nullable Listening listening;

  ChangeWatch(ChangeLog log, Executor looks, Duration interval) {
    this.log = Objects.requireNonNull(log);
    this.looks = Objects.requireNonNull(looks);
    this.interval = interval.toNanos();
  }

  /** Begins to watch the organization of a caller for the calling thread. */
  Visit enter(Caller caller) {
    OrganizationId organization = caller.organization();
    visits.lock();
    try {
      if (watched.isEmpty()) {
        nextLook = System.nanoTime() + interval;
        listening = log.listen(this::committed);
      }
      Watched entered = watched.computeIfAbsent(organization, same -> new Watched());
      entered.visitors++;
      return new Visit(caller, entered);
    } finally {
      visits.unlock();
    }
  }

  private void leave(OrganizationId organization, Watched left) {
    visits.lock();
    try {
      left.visitors--;
      if (left.visitors == 0) {
        watched.remove(organization);
      }
      if (watched.isEmpty() && listening != null) {
        listening.close();
        listening = null;
        committed.clear();
      }
    } finally {
      visits.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    watched.values().forEach(Watched::raise);
  }

  /** Called by whoever has committed a change. */
  private void committed(OrganizationId organization) {
    if (watched.containsKey(organization)) {
      committed.add(organization);
      // Without a leader, the next one finds it.
      LockSupport.unpark(leader.get());
    }
  }

  /** Waits until the signal is raised; false if the time is over or this is closed. */
  private boolean await(Signal signal, long deadline) throws InterruptedException {
    Thread thread = Thread.currentThread();
    signal.add(thread);
    try {
      while (!signal.isRaised()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long left = deadline - System.nanoTime();
        if (closed || left <= 0) {
          return false;
        }
        if (leader.get() == thread || leader.compareAndSet(null, thread)) {
          lead(left);
        } else {
          LockSupport.parkNanos(this, left);
        }
      }
      return !closed;
    } finally {
      signal.remove(thread);
      leader.compareAndSet(thread, null);
      if (leader.get() == null) {
        wakeSuccessor();
      }
    }
  }

  private void wakeSuccessor() {
    for (Watched each : watched.values()) {
      if (each.signal().wakeOne()) {
        return;
      }
    }
  }

  /** Does what is to be done now, or waits for it. */
  private void lead(long left) {
    for (Iterator<OrganizationId> each = committed.iterator(); each.hasNext(); ) {
      OrganizationId organization = each.next();
      // Before the signal, so that a change that follows it is not taken for this one.
      each.remove();
      Watched changed = watched.get(organization);
      if (changed != null) {
        changed.raise();
      }
    }
    long untilLook = nextLook - System.nanoTime();
    if (untilLook > 0) {
      LockSupport.parkNanos(this, Math.min(left, untilLook));
      return;
    }
    nextLook = System.nanoTime() + interval;
    if (looking.compareAndSet(false, true)) {
      try {
        looks.execute(this::look);
      } catch (RuntimeException e) {
        // The executor takes nothing any more.
        failing = true;
        looking.set(false);
      }
    }
  }

  private void look() {
    try {
      Map<OrganizationId, Signal> signals = new LinkedHashMap<>();
      watched.forEach((organization, each) -> signals.put(organization, each.signal()));
      long begun = System.nanoTime();
      Optional<List<LogHead>> heads = log.heads(List.copyOf(signals.keySet()));
      int at = 0;
      for (Map.Entry<OrganizationId, Signal> asked : signals.entrySet()) {
        Watched each = watched.get(asked.getKey());
        if (each == null) {
          // Nobody waits for it any more.
        } else if (heads.isPresent()) {
          each.seen(asked.getValue(), heads.get().get(at).last(), begun);
        } else {
          // Somebody leads within a transaction. Each has to look for itself.
          each.raise(asked.getValue());
        }
        at++;
      }
      failing = false;
    } catch (RuntimeException e) {
      // Those whose time is over ask the store themselves, and say what is wrong.
      failing = true;
    } finally {
      looking.set(false);
    }
  }

  /** An organization that at least one thread watches. */
  private static final class Watched {
    private final AtomicReference<Signal> signal = new AtomicReference<>(new Signal());
    private volatile long seenAt = System.nanoTime();

    // Guarded by visits.
    private int visitors;

    Signal signal() {
      return signal.get();
    }

    void raise() {
      signal.getAndSet(new Signal()).raise();
    }

    void raise(Signal current) {
      if (signal.compareAndSet(current, new Signal())) {
        current.raise();
      }
    }

    /** Notes a head that was read while this was the signal. */
    void seen(Signal meanwhile, LogPosition head, long begun) {
      seenAt = begun;
      if (!meanwhile.agrees(head)) {
        raise(meanwhile);
      }
    }
  }

  /** One thread's waiting. To be used in that thread, and closed. */
  final class Visit implements AutoCloseable {
    private final Caller caller;
    private final Watched entered;

    private Visit(Caller caller, Watched entered) {
      this.caller = caller;
      this.entered = entered;
    }

    /** Reads the next page; if it is empty, waits for one that is not. */
    Result next(Query query, Duration wait) throws InterruptedException {
      long nanos = TimeUnit.NANOSECONDS.convert(wait);
      long deadline = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2);
      LogPosition reached = query.after();
      Signal signal;
      do {
        signal = entered.signal();
        Result result = read(signal, query.from(reached));
        if (!(result instanceof Result.Page page) || !page.changes().isEmpty() || page.hasMore()) {
          return result;
        }
        reached = page.next();
      } while (await(signal, deadline));
      return closed || isKnown()
          ? new Result.Page(List.of(), reached, false)
          : scan(Asked.by(caller, query.from(reached))).result();
    }

    /** Whether it would be known by now if there were news. */
    private boolean isKnown() {
      return !failing && System.nanoTime() - entered.seenAt < MOST_MISSED * interval;
    }

    private LogScan scan(Asked asked) {
      return LogScan.read(log, caller.organization(), asked);
    }

    private Result read(Signal signal, Query query) throws InterruptedException {
      Asked asked = Asked.by(caller, query);
      return signal
          .read(
              asked,
              () -> {
                long begun = System.nanoTime();
                LogScan scan = scan(asked);
                entered.seen(signal, scan.head(), begun);
                return scan;
              })
          .result();
    }

    @Override
    public void close() {
      leave(caller.organization(), entered);
    }
  }
}
