package dev.assetlookup.bootstrap.serve;

import dev.assetlookup.core.limits.SharedBuckets;
import dev.assetlookup.core.limits.SharedBudget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Settles rate limits with other servers in a thread of its own, until it is closed: about once a
 * second, and at once when a bucket runs low, but not more often than every 20 ms.
 */
public final class LimitSharing implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LimitSharing.class.getName());
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST = Duration.ofMillis(20).toNanos();

  private final SharedBuckets buckets;
  private final LongSupplier nanos;
  private final LongConsumer park;
  private final Thread thread = Thread.ofPlatform().daemon().name("limits").unstarted(this::run);
  private volatile boolean hurried;
  private volatile boolean ended;
  private boolean failed;

  /**
   * Buckets that are not settled yet.
   *
   * @param budget what the servers share
   */
  public LimitSharing(SharedBudget budget) {
    this(budget, System::nanoTime, LockSupport::parkNanos);
  }

  /** The same with another clock, and another way to wait. */
  LimitSharing(SharedBudget budget, LongSupplier nanos, LongConsumer park) {
    this.buckets = new SharedBuckets(budget, this::hurry);
    this.nanos = nanos;
    this.park = park;
  }

  /**
   * The buckets.
   *
   * @return always the same
   */
  public SharedBuckets buckets() {
    return buckets;
  }

  private void hurry() {
    if (!hurried) {
      hurried = true;
      LockSupport.unpark(thread);
    }
  }

  /** Begins to settle. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
  }

  Thread thread() {
    return thread;
  }

  private void run() {
    while (!ended) {
      hurried = false;
      settle();
      pause();
    }
  }

  void pause() {
    // Servers that start together shall not settle together.
    long longest = ThreadLocalRandom.current().nextLong(LONGEST / 2, LONGEST);
    long begun = nanos.getAsLong();
    long waited = 0;
    while (!ended && waited < longest && (waited < SHORTEST || !hurried)) {
      park.accept((hurried ? SHORTEST : longest) - waited);
      waited = nanos.getAsLong() - begun;
    }
  }

  /** Once; what fails is said once, until it works again. */
  void settle() {
    RuntimeException failure = null;
    try {
      buckets.settle(System.nanoTime());
    } catch (RuntimeException e) {
      failure = e;
    }
    if (failure != null && !failed && !ended) {
      LOG.log(
          Level.WARNING,
          "rate limits are not shared with other servers for now: each has them for itself; "
              + failure.getMessage());
    } else if (failure == null && failed) {
      LOG.log(Level.INFO, "rate limits are shared with other servers again");
    }
    failed = failure != null;
  }
}
