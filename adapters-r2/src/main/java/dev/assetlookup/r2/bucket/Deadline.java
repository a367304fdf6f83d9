package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * How long to wait for the storage. Either all requests of a call share one end, as in a write, or
 * each request has its own, as in a read: then a long call that makes progress is never cut off.
 * Thread-safe.
 */
public final class Deadline {
  // Whoever deletes what a write left behind waits for far longer than any write may take.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Duration whole;
  private final boolean ofEach;
  private volatile long endNanos;

  private Deadline(Duration whole, boolean ofEach, long endNanos) {
    this.whole = whole;
    this.ofEach = ofEach;
    this.endNanos = endNanos;
  }

  /**
   * Checks how long a request, and a write as a whole, may take.
   *
   * @throws IllegalArgumentException if that is not more than zero and at most ten minutes
   */
  static void requireLegal(Duration whole) {
    if (whole.isZero() || whole.isNegative() || whole.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("not a patience up to " + LONGEST + ": " + whole);
    }
  }

  /** One end for all requests, this long from now. */
  public static Deadline after(Duration whole) {
    return new Deadline(whole, false, System.nanoTime() + whole.toNanos());
  }

  /** This long for each request, from its beginning. */
  public static Deadline ofEach(Duration whole) {
    return new Deadline(whole, true, 0);
  }

  /** The deadline of a request that begins now. */
  Deadline ofRequest() {
    return ofEach ? after(whole) : this;
  }

  /** The time that is left; empty if it is over. */
  public Optional<Duration> left() {
    if (ofEach) {
      return Optional.of(whole);
    }
    long nanos = endNanos - System.nanoTime();
    return nanos <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  /** The time that it had at its beginning. */
  Duration whole() {
    return whole;
  }

  /** Begins anew, because there was progress. */
  void renew() {
    endNanos = System.nanoTime() + whole.toNanos();
  }

  /** Begins anew whenever a transfer that reports its bytes gets farther than ever before. */
  LongConsumer renewedByProgress() {
    AtomicLong farthest = new AtomicLong();
    return count -> {
      if (count > farthest.get()) {
        farthest.set(count);
        renew();
      }
    };
  }

  /** An earlier deadline, which leaves a quarter of the time for what follows. */
  public Deadline most() {
    long now = System.nanoTime();
    return ofEach ? this : new Deadline(whole, false, now + (endNanos - now) / 4 * 3);
  }

  /** Sleeps, but not beyond the deadline. */
  public void pause(Duration duration) {
    Duration left = left().orElse(Duration.ZERO);
    try {
      Thread.sleep((duration.compareTo(left) < 0 ? duration : left).toMillis());
    } catch (InterruptedException e) {
      throw StoreUnavailableException.interrupted(e);
    }
  }

  @Override
  public String toString() {
    return whole.toString();
  }
}
