package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jdbi.v3.core.Handle;

/**
 * A change of the store that happens whole or not at all.
 *
 * @param what which record, for the operator
 * @param actor who writes
 * @param change the statements
 * @param duplicateIsStale whether a unique key that is there already means that another writer was
 *     first
 * @param bytes how much is written at most, roughly
 */
record Write(String what, Actor actor, Change change, boolean duplicateIsStale, long bytes) {
  private static final long SMALL = 2_000;

  /** What the row of a container or of a current asset takes, roughly. */
  private static final int ROW_BYTES = 1_000;

  static Write small(String what, Actor actor, Change change) {
    return new Write(what, actor, change, false, SMALL);
  }

  /** Of a record that may be there already. */
  static Write creating(String what, Actor actor, Change change) {
    return new Write(what, actor, change, true, ROW_BYTES);
  }

  /** The same, of so many rows and bytes besides. */
  Write of(long rows, long more) {
    return new Write(what, actor, change, duplicateIsStale, rows * ROW_BYTES + more);
  }

  /**
   * Whether there is a change to keep.
   *
   * @param logged what the transaction has logged, to which this adds
   */
  boolean run(Handle handle, Logged logged) throws SQLException {
    try {
      return change.on(handle, logged);
    } catch (SQLException | RuntimeException e) {
      if (duplicateIsStale && SqlStates.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * The same as part of a transaction that goes on, whatever becomes of this write: what failed or
   * is not to be kept is undone alone.
   *
   * @param all what the transaction has logged, to which this adds
   * @throws SQLException if that fails too; then nothing of the transaction can be trusted
   */
  WriteOutcome inSavepoint(Handle handle, Logged all) throws SQLException {
    Connection connection = handle.getConnection();
    Savepoint before = connection.setSavepoint();
    Logged logged = all.part(actor);
    try {
      boolean changed = run(handle, logged);
      if (!changed) {
        connection.rollback(before);
      }
      connection.releaseSavepoint(before);
      if (changed) {
        all.addAll(logged);
      }
      return WriteOutcome.of(changed);
    } catch (SQLException | RuntimeException e) {
      undo(connection, before, e);
      return WriteOutcome.failed(e);
    }
  }

  private static void undo(Connection connection, Savepoint before, Exception failure)
      throws SQLException {
    try {
      connection.rollback(before);
    } catch (SQLException | RuntimeException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  /** Statements on a handle in a transaction; false if what they did is to be undone. */
  interface Change {
    boolean on(Handle handle, Logged logged) throws SQLException;
  }
}
