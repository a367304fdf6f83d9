package dev.assetlookup.r2;

import java.time.Duration;
import java.util.Optional;

/** The end of the time that one call of a port may take, whatever it asks the storage for. */
final class Deadline {
  private final Duration whole;
  private final long endNanos;

  private Deadline(Duration whole) {
    this.whole = whole;
    this.endNanos = System.nanoTime() + whole.toNanos();
  }

  static Deadline after(Duration whole) {
    return new Deadline(whole);
  }

  /** What is left of it; empty if it is over. */
  Optional<Duration> left() {
    long nanos = endNanos - System.nanoTime();
    return nanos <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  @Override
  public String toString() {
    return whole.toString();
  }
}
