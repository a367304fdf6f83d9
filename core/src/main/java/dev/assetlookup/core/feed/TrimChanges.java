package dev.assetlookup.core.feed;

import dev.assetlookup.core.store.ChangeLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Forgets changes whose retention is over, for the operator of a store. Thread-safe. */
@FunctionalInterface
public interface TrimChanges {
  /** How long changes are kept if nothing else is said. */
  Duration DEFAULT_RETENTION = Duration.ofDays(30);

  /**
   * Forgets what is due, in many small steps. The last change of each organization stays.
   *
   * @param ended asked before each step; true ends it early
   * @return how many changes were forgotten
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  long trim(BooleanSupplier ended);

  /**
   * Trims a log.
   *
   * @param log the log
   * @param clock decides what is over
   * @param retention how long changes are kept, more than zero
   * @return a new port
   */
  static TrimChanges over(ChangeLog log, InstantSource clock, Duration retention) {
    return new LogTrimming(log, clock, retention);
  }
}
