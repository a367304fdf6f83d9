package dev.assetlookup.core.content;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something that was superseded or deleted goes on. The lookup and the sweep of one store
 * must be given the same value: were the sweep's grace the shorter one, it would release files that
 * the lookup still hands out.
 *
 * @param grace how long a superseded asset goes on resolving, 0 or more; its media are released
 *     after it
 * @param retention how long after it was superseded or deleted something is remembered, so that a
 *     stale id is answered with the reason; not shorter than the grace
 */
public record Supersession(Duration grace, Duration retention) {
  /** A grace of 10 minutes, a retention of 7 days. */
  public static final Supersession DEFAULT =
      new Supersession(Duration.ofMinutes(10), Duration.ofDays(7));

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the grace is negative or longer than the retention
   */
  public Supersession {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is negative: " + grace);
    }
    if (retention.compareTo(grace) < 0) {
      throw new IllegalArgumentException(
          "retention " + retention + " is shorter than the grace " + grace);
    }
  }

  /**
   * Whether a superseded asset still resolves.
   *
   * @param supersededAt when it was superseded
   * @param now the time of the question
   * @return true until the grace is over
   */
  public boolean resolves(Instant supersededAt, Instant now) {
    return now.isBefore(supersededAt.plus(grace));
  }

  /**
   * Whether something is still remembered.
   *
   * @param since when it was superseded or deleted
   * @param now the time of the question
   * @return true until the retention is over
   */
  public boolean remembers(Instant since, Instant now) {
    return now.isBefore(since.plus(retention));
  }
}
