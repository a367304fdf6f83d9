package dev.assetlookup.jdbc;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A write that waits in a {@link WriteQueue}, under whose lock all but the outcome is used. */
final class QueuedWrite {
  private final @Nullable WriteGroup group;
  private final Write write;
  private final Condition changed;
  private volatile @Nullable WriteOutcome outcome;
  private boolean interrupted;

  /**
   * A write that is not settled.
   *
   * @param group whose it is, null if nothing goes with it
   * @param changed signalled when there is something to look at
   */
  QueuedWrite(@Nullable WriteGroup group, Write write, Condition changed) {
    this.group = group;
    this.write = write;
    this.changed = changed;
  }

  Write write() {
    return write;
  }

  /** Whether both may be in one transaction. */
  boolean goesWith(QueuedWrite other) {
    return group != null && group.equals(other.group);
  }

  /** Sets what became of the write; only the first call counts. */
  synchronized void settle(WriteOutcome first) {
    if (outcome == null) {
      outcome = first;
    }
  }

  boolean isSettled() {
    return outcome != null;
  }

  /** Waits for a wake; may return without one. */
  @SuppressWarnings("WaitNotInLoop") // the queue's loop calls it
  void await(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  void wake() {
    changed.signal();
  }

  /** Whether its thread was interrupted while it waited. */
  boolean wasInterrupted() {
    return interrupted;
  }

  /** Whether there was a change to keep, or the failure. */
  boolean result() throws SQLException {
    WriteOutcome settled = outcome;
    if (settled == null) {
      throw new IllegalStateException("a write that nobody settled: " + write.what());
    }
    return settled.changedOrThrow(write);
  }
}
