package dev.assetlookup.core.feed;

import dev.assetlookup.core.store.ChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Trims any {@link ChangeLog}. */
record LogTrimming(ChangeLog log, InstantSource clock, Duration retention) implements TrimChanges {
  // Few enough that writers do not notice.
  private static final int STEP = 500;

  LogTrimming {
    Objects.requireNonNull(log);
    Objects.requireNonNull(clock);
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("retention is not more than zero: " + retention);
    }
  }

  @Override
  public long trim(BooleanSupplier ended) {
    Instant before = clock.instant().minus(retention);
    long sum = 0;
    while (!ended.getAsBoolean()) {
      int removed = log.trim(before, STEP);
      if (removed == 0) {
        break;
      }
      sum += removed;
    }
    return sum;
  }
}
