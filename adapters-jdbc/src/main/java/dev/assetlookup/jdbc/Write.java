package dev.assetlookup.jdbc;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * A change of the store that happens whole or not at all.
 *
 * @param what which record, for the operator
 * @param change the statements
 * @param duplicateIsStale whether a unique key that is there already means that another writer was
 *     first
 * @param bytes how much is written at most, roughly
 */
record Write(String what, Change change, boolean duplicateIsStale, long bytes) {
  private static final long SMALL = 2_000;

  static Write small(String what, Change change) {
    return new Write(what, change, false, SMALL);
  }

  /** Whether there is a change to keep. */
  boolean run(Handle handle) throws SQLException {
    try {
      return change.on(handle);
    } catch (SQLException | RuntimeException e) {
      if (duplicateIsStale && Failures.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Statements on a handle in a transaction; false if what they did is to be undone. */
  interface Change {
    boolean on(Handle handle) throws SQLException;
  }
}
