package dev.assetlookup.bootstrap.serve;

import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.bootstrap.messages.SweepSummary;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.feed.TrimChanges;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.core.sweep.SweepContainers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sweeps again and again in a thread of its own, until it is closed. */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Sweeper.class.getName());
  // With the 5 seconds that requests have, less than service managers wait after SIGTERM.
  private static final long PATIENCE_MILLIS = 3000;

  private final SweepContainers sweeping;
  private final TrimChanges trimming;
  private final Duration interval;
  private final Pause pause;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("sweeper").unstarted(this::run);
  private @Nullable Class<?> problem;
  private Set<SweepContainers.Failure> failures = Set.of();

  /** How time passes between two sweeps. */
  @FunctionalInterface
  interface Pause {
    /** Waits; true if it was ended meanwhile. */
    boolean endsWithin(Duration time, CountDownLatch ended) throws InterruptedException;
  }

  /**
   * Makes a sweeper that does not sweep yet.
   *
   * @param sweeping sweeps the containers
   * @param trimming forgets old changes
   * @param interval the time between two sweeps, zero for never
   */
  public Sweeper(SweepContainers sweeping, TrimChanges trimming, Duration interval) {
    this(
        sweeping,
        trimming,
        interval,
        (time, ended) -> ended.await(time.toNanos(), TimeUnit.NANOSECONDS));
  }

  Sweeper(SweepContainers sweeping, TrimChanges trimming, Duration interval, Pause pause) {
    this.sweeping = sweeping;
    this.trimming = trimming;
    this.interval = interval;
    this.pause = pause;
  }

  /** Logs each URL, because the server deletes no media: they are at least not forgotten. */
  private static void release(ContainerKey container, List<MediaUrl> urls) {
    urls.forEach(url -> LOG.log(Level.INFO, "released of " + container + ": " + url));
  }

  /** Begins to sweep, unless the interval is zero. */
  public void start() {
    if (!interval.isZero()) {
      thread.start();
    }
  }

  /** Asks it to end after the container that it is at. */
  public void end() {
    ended.countDown();
  }

  /** Ends it, and waits for that a moment. */
  @Override
  public void close() {
    end();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void run() {
    try {
      // Several servers that start together shall not sweep together.
      Duration time = Duration.ofNanos(ThreadLocalRandom.current().nextLong(interval.toNanos()));
      while (!pause.endsWithin(time, ended)) {
        sweep();
        time = interval;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    try {
      BooleanSupplier isEnded = () -> ended.getCount() == 0;
      SweepContainers.Report report = sweeping.sweep(Sweeper::release, isEnded);
      long trimmed = trimming.trim(isEnded);
      if (problem != null && ended.getCount() > 0) {
        LOG.log(Level.INFO, "sweeping works again");
      }
      problem = null;
      if (report.released() + report.forgotten() + report.removed() > 0) {
        LOG.log(Level.INFO, "swept: " + SweepSummary.ofSweep(report));
      }
      if (trimmed > 0) {
        LOG.log(Level.DEBUG, SweepSummary.ofTrim(trimmed));
      }
      report.failures().stream().filter(f -> !failures.contains(f)).forEach(Sweeper::warn);
      failures = new HashSet<>(report.failures());
    } catch (RuntimeException e) {
      String reason =
          e instanceof StoreUnavailableException down ? StoreFailure.describe(down) : e.toString();
      cannot(Level.WARNING, e, reason);
      LOG.log(Level.DEBUG, "cannot sweep", e);
    } catch (Error e) {
      // Mostly out of memory. That passes, but a sweeper that ended would go unnoticed.
      cannot(Level.ERROR, e, e.toString());
    }
  }

  /** A store that is down is down for many sweeps; and what its pool says differs each time. */
  private void cannot(Level level, Throwable failure, String reason) {
    if (!failure.getClass().equals(problem) && ended.getCount() > 0) {
      LOG.log(
          level, "cannot sweep, and will say so once; tries on every " + interval + ": " + reason);
    }
    problem = failure.getClass();
  }

  private static void warn(SweepContainers.Failure failure) {
    LOG.log(Level.WARNING, "cannot sweep " + failure.container() + ": " + failure.reason());
  }
}
