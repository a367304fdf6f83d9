package dev.assetlookup.r2;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;

/** The end of the time that one call of a port may take, whatever it asks the storage for. */
final class Deadline {
  // Far less than what ContainerIndex takes for the end of any write.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Duration whole;
  private final long endNanos;

  private Deadline(Duration whole, long endNanos) {
    this.whole = whole;
    this.endNanos = endNanos;
  }

  /**
   * Checks how long a call may take.
   *
   * @throws IllegalArgumentException if that is not more than zero and at most ten minutes
   */
  static Duration requireLegal(Duration whole) {
    if (whole.isZero() || whole.isNegative() || whole.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("not a deadline up to " + LONGEST + ": " + whole);
    }
    return whole;
  }

  static Deadline after(Duration whole) {
    return new Deadline(whole, System.nanoTime() + whole.toNanos());
  }

  /** What is left of it; empty if it is over. */
  Optional<Duration> left() {
    long nanos = endNanos - System.nanoTime();
    return nanos <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  /** An earlier one, which leaves half of the time for what comes after. */
  Deadline half() {
    long now = System.nanoTime();
    return new Deadline(whole, now + (endNanos - now) / 2);
  }

  /** Waits, but not beyond it. */
  void pause(Duration duration) {
    Duration left = left().orElse(Duration.ZERO);
    try {
      Thread.sleep((duration.compareTo(left) < 0 ? duration : left).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for the storage", e);
    }
  }

  @Override
  public String toString() {
    return whole.toString();
  }
}
