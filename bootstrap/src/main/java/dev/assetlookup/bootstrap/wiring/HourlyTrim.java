package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.feed.TrimChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Trims once an hour, however often it is called: what is kept for months need not be looked
 * through every minute, which in a bucket is paid for.
 */
final class HourlyTrim implements TrimChanges {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final TrimChanges trim;
  private final InstantSource clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);

  HourlyTrim(TrimChanges trim, InstantSource clock) {
    this.trim = trim;
    this.clock = clock;
  }

  @Override
  public long trim(BooleanSupplier ended) {
    Instant now = clock.instant();
    Instant before = last.get();
    // Where the clock was set back, too.
    boolean isDue = now.isBefore(before) || !now.minus(INTERVAL).isBefore(before);
    return isDue && last.compareAndSet(before, now) ? trim.trim(ended) : 0;
  }
}
