package dev.assetlookup.core.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket that is one number, the time at which it is full: the generic cell rate algorithm (GCRA)
 * of telephone networks. To take a permit is one compare-and-set.
 */
final class PacedBucket implements Bucket {
  private final long interval;
  private final long window;
  private final AtomicLong fullAt;

  PacedBucket(Rate rate, long now) {
    this.interval = rate.interval();
    this.window = rate.window();
    this.fullAt = new AtomicLong(now);
  }

  @Override
  public long take(long now) {
    while (true) {
      long full = fullAt.get();
      // Differences alone: nanoseconds have no origin, and may overflow.
      long untilFull = Math.max(0, full - now);
      long room = window - interval - untilFull;
      if (room < 0) {
        return room;
      }
      if (fullAt.compareAndSet(full, now + untilFull + interval)) {
        return untilFull + interval;
      }
    }
  }

  @Override
  public void giveBack() {
    fullAt.addAndGet(-interval);
  }

  @Override
  public long peek(long now) {
    long untilFull = Math.max(0, fullAt.get() - now);
    long room = window - interval - untilFull;
    return room < 0 ? room : untilFull;
  }
}
