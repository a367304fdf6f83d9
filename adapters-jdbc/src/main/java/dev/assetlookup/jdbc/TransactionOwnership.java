package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Finds out whose transaction a borrowed connection is in: the caller's, or nobody's. The question
 * has to be asked by the thread that the caller called, because frameworks bind a transaction to
 * its thread.
 */
final class TransactionOwnership {
  private static final int ASKING_MS = 200;

  private static final String NO_SECOND =
      "the connection comes with auto-commit off, and whether it is in a transaction of the"
          + " caller's shows only beside a second one, which the pool did not give; let it have"
          + " more connections than there are writers, or switch its auto-commit on";

  private final DataSource dataSource;
  private final ReentrantLock asking = new ReentrantLock();

  /** For the connections of a data source. */
  TransactionOwnership(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Whether the next statement begins a transaction, or is in one that a pool began to see whether
   * the connection lives. Such a one must not outlive the call; the caller's must.
   */
  boolean begins(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      return false;
    }
    boolean mayGoOn = Engine.isInTransaction(connection) || Engine.mayHaveRead(connection);
    return !mayGoOn || !isCallers(connection);
  }

  /**
   * Whether a connection is that of a transaction of the caller's. With auto-commit on it is not,
   * and nothing is asked.
   *
   * @throws UnclearTransactionException if it has changes that are not this thread's
   * @throws SQLException if the data source gives no second connection
   */
  boolean isCallers(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      return false;
    }
    boolean underWay = Engine.isInTransaction(connection);
    if (isHandedOutTwice(connection)) {
      return true;
    }
    if (underWay) {
      refuseChanges(connection);
    }
    return false;
  }

  /**
   * Refuses a connection that somebody else has changed something on: to commit that, or to wait
   * for its commit, would be wrong alike.
   */
  static void refuseLeftovers(Connection connection) throws SQLException {
    if (!connection.getAutoCommit() && Engine.isInTransaction(connection)) {
      refuseChanges(connection);
    }
  }

  private static void refuseChanges(Connection connection) throws SQLException {
    if (Engine.hasChanges(connection)) {
      throw new UnclearTransactionException(
          "the data source handed out a connection with uncommitted changes that are not of a"
              + " transaction of this thread, for it is not handed out again; let the pool roll"
              + " back what comes back uncommitted, and hand out one connection for all that a"
              + " thread does in a transaction");
    }
  }

  /** Whether the data source binds this connection to the thread, as it does in a transaction. */
  private boolean isHandedOutTwice(Connection first) throws SQLException {
    // One at a time: if each held its first and waited for a second, no pool had one to give.
    awaitAsking();
    try (Connection second = second()) {
      return showsTheSameSetting(first, second) || isTheSameSession(first, second);
    } finally {
      asking.unlock();
    }
  }

  /** Whoever waits in vain gives its connection back and begins anew. */
  private void awaitAsking() throws SQLException {
    try {
      if (!asking.tryLock(ASKING_MS, TimeUnit.MILLISECONDS)) {
        throw new SQLTransactionRollbackException(NO_SECOND, "40001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientException("interrupted while waiting for a connection", e);
    }
  }

  private Connection second() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw new SQLException(NO_SECOND + ": " + e.getMessage(), e.getSQLState(), e);
    }
  }

  /**
   * Whether the second connection shows what is done to the first. Nothing is sent to the database,
   * but a wrapper may refuse the setting or keep it to itself.
   */
  private static boolean showsTheSameSetting(Connection first, Connection second) {
    try {
      int found = first.getHoldability();
      int other =
          found == ResultSet.HOLD_CURSORS_OVER_COMMIT
              ? ResultSet.CLOSE_CURSORS_AT_COMMIT
              : ResultSet.HOLD_CURSORS_OVER_COMMIT;
      if (second.getHoldability() != found) {
        return false;
      }
      first.setHoldability(other);
      try {
        return second.getHoldability() == other;
      } finally {
        first.setHoldability(found);
      }
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean isTheSameSession(Connection first, Connection second) throws SQLException {
    boolean same = Engine.session(first).equals(Engine.session(second));
    if (!same && !second.getAutoCommit()) {
      second.rollback();
    }
    return same;
  }
}
