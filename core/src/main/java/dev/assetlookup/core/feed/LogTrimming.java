package dev.assetlookup.core.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/** Trims a log or a trail by steps. */
record LogTrimming(Step step, InstantSource clock, Duration retention) implements TrimChanges {
  // Few enough that writers do not notice.
  private static final int MOST = 500;

  /** Removes some of what is older than a time, and says how many. */
  interface Step {
    int trim(Instant before, int limit);
  }

  LogTrimming {
    Objects.requireNonNull(step);
    Objects.requireNonNull(clock);
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("retention is not more than zero: " + retention);
    }
  }

  @Override
  public long trim(BooleanSupplier ended) {
    Instant before = clock.instant().minus(retention);
    return inSteps(limit -> step.trim(before, limit), ended);
  }

  /** Removes some at a time, until there are no more. */
  static long inSteps(IntUnaryOperator step, BooleanSupplier ended) {
    long sum = 0;
    while (!ended.getAsBoolean()) {
      int removed = step.applyAsInt(MOST);
      if (removed == 0) {
        break;
      }
      sum += removed;
    }
    return sum;
  }
}
