package dev.assetlookup.core.feed;

import dev.assetlookup.core.limits.SharedBudget;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Forgets changes, or entries of an audit trail, whose retention is over, or buckets of limits that
 * nobody uses, for the operator of a store. Thread-safe.
 */
@FunctionalInterface
public interface TrimChanges {
  /** How long changes are kept if nothing else is said. */
  Duration DEFAULT_RETENTION = Duration.ofDays(30);

  /** How long entries of an audit trail are kept if nothing else is said. */
  Duration DEFAULT_AUDIT_RETENTION = Duration.ofDays(400);

  /**
   * Forgets what is due, in many small steps.
   *
   * @param ended asked before each step; true ends it early
   * @return how many were forgotten
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  long trim(BooleanSupplier ended);

  /**
   * Trims a log. The last change of each organization stays.
   *
   * @param log the log
   * @param clock decides what is over
   * @param retention how long changes are kept, more than zero
   * @return a new port
   */
  static TrimChanges over(ChangeLog log, InstantSource clock, Duration retention) {
    return new LogTrimming(log::trim, clock, retention);
  }

  /**
   * Trims an audit trail.
   *
   * @param trail the trail
   * @param clock decides what is over
   * @param retention how long entries are kept, more than zero
   * @return a new port
   */
  static TrimChanges ofAudit(AuditTrail trail, InstantSource clock, Duration retention) {
    return new LogTrimming(trail::trimEntries, clock, retention);
  }

  /**
   * Trims the buckets that servers share.
   *
   * @param budget remembers them, and says which nobody uses
   * @return a new port
   */
  static TrimChanges ofBuckets(SharedBudget budget) {
    return ended -> LogTrimming.inSteps(budget::forget, ended);
  }
}
