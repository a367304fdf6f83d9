package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The writers of one H2 file in this process: one at a time, in the order in which they came. H2
 * stores its tables and indexes one after another, so that a crash while somebody writes beside
 * would leave them of different moments (h2database issue 2080).
 *
 * <p>The writer whose turn it is also does the work of those of its group who wait behind it, and
 * commits once for all of them. A thread that is interrupted waits and works on, and is interrupted
 * again when it returns: an interrupt closes a file that H2 has open.
 */
final class WriteQueue {
  private final WriteTurns turns;
  private final ConcurrentMap<String, CommittedHeads> heads = new ConcurrentHashMap<>();

  /** Whose writers wait for so long at most. */
  WriteQueue(Duration patience) {
    this.turns = new WriteTurns(patience);
  }

  /**
   * How far the changes have come that were committed to some tables.
   *
   * @param tables their schema and prefix; a file may have several of them
   */
  CommittedHeads heads(String tables) {
    return heads.computeIfAbsent(tables, same -> new CommittedHeads());
  }

  /**
   * Waits for the turn and writes, or lets another one of the group do it.
   *
   * @return whether there was a change to keep; then it is committed
   * @throws StoreUnavailableException if the turn did not come; nothing is written later
   * @throws OutcomeUnknownException if the commit failed, or takes too long
   * @throws SQLException the write's own failure; nothing of it was done
   */
  boolean write(WriteGroup group, Write write) throws SQLException {
    QueuedWrite queued = turns.queued(group, write);
    withoutInterrupts(queued, () -> lead(queued, group));
    return queued.result();
  }

  private void lead(QueuedWrite queued, WriteGroup group) {
    List<QueuedWrite> turn = turns.await(queued);
    if (turn.isEmpty()) {
      return;
    }
    try {
      group.run(turn);
    } catch (Throwable e) {
      turn.forEach(each -> each.settle(WriteOutcome.unknown(e)));
      throw e;
    } finally {
      turns.passOn(turn);
    }
  }

  /**
   * Waits for the turn and does something that is not part of a group, and beside which nobody may
   * write.
   *
   * @throws StoreUnavailableException if the turn did not come
   * @throws SQLException the task's own failure
   */
  void alone(String what, SqlTask task) throws SQLException {
    QueuedWrite queued =
        turns.queued(null, Write.small(what, Actor.SYSTEM, (handle, logged) -> false));
    withoutInterrupts(
        queued,
        () -> {
          List<QueuedWrite> turn = turns.await(queued);
          try {
            task.run();
          } finally {
            queued.settle(WriteOutcome.of(true));
            turns.passOn(turn);
          }
        });
  }

  private static void withoutInterrupts(QueuedWrite queued, SqlTask task) throws SQLException {
    boolean interrupted = Thread.interrupted();
    try {
      task.run();
    } finally {
      if (interrupted || queued.wasInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
