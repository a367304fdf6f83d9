package dev.assetlookup.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * How long to go on when another process is at work on the same tables. Who lost to it finds that
 * statement's work done; who is locked out waits.
 */
final class Patience {
  /** PostgreSQL's states, then H2's, of which the last says "object already exists". */
  private static final Set<String> OVERTAKEN =
      Set.of(
          "42710", "42P07", "42P06", "42701", "23505", "40P01", "40001", "42S01", "42S11", "42S21",
          "90045", "90078", "HY000");

  /** H2's: somebody has the database for himself, or a lock. */
  private static final Set<String> LOCKED_OUT = Set.of("90135", "HYT00");

  private static final int ATTEMPTS = 10;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final long start = System.nanoTime();
  private Duration pause = Duration.ofMillis(10);
  private int attempts;

  /** Waits a moment if another attempt makes sense; false if it does not. */
  boolean waited(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    boolean again =
        LOCKED_OUT.contains(state)
            ? System.nanoTime() - start < LONGEST_WAIT.toNanos()
            : OVERTAKEN.contains(state) && ++attempts <= ATTEMPTS;
    if (!again) {
      return false;
    }
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    return true;
  }
}
