package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** Finds out whose transaction a borrowed connection is in: the caller's, or nobody's. */
final class TransactionOwnership {
  private static final int ASKING_MS = 200;

  private final DataSource dataSource;
  private final boolean joins;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean autoCommitIsOffByDefault;

  /**
   * For the connections of a data source.
   *
   * @param joins whether a transaction of the caller's is joined, or else refused
   */
  TransactionOwnership(DataSource dataSource, boolean joins) {
    this.dataSource = dataSource;
    this.joins = joins;
  }

  /**
   * Whether the next statement begins a transaction, or is in one that a pool began to see whether
   * the connection lives. Such a one must not outlive the call; the caller's must.
   */
  boolean begins(Connection connection) throws SQLException {
    return !connection.getAutoCommit()
        && (!Engine.isInTransaction(connection) || !isCallers(connection));
  }

  /** Whether a connection is that of a transaction of the caller's. */
  boolean isCallers(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      return false;
    }
    boolean underWay = Engine.isInTransaction(connection);
    if (joins) {
      return (underWay && Engine.hasChanges(connection)) || isHandedOutTwice(connection);
    }
    if (underWay) {
      refuseChanges(connection);
    }
    if (!autoCommitIsOffByDefault) {
      if (isHandedOutTwice(connection)) {
        throw new WrongTransactionException(
            "the data source hands out one connection with auto-commit off again and again, as in a"
                + " transaction of the caller's; this store commits by itself, and for taking part"
                + " in it there is JdbcStore.joiningTransactions");
      }
      autoCommitIsOffByDefault = true;
    }
    return false;
  }

  /**
   * Whether the data source binds this connection to the thread, as it does within a transaction: a
   * second one shows what is done to the first. Nothing is sent to the database.
   */
  private boolean isHandedOutTwice(Connection first) throws SQLException {
    int found = first.getHoldability();
    int other =
        found == ResultSet.HOLD_CURSORS_OVER_COMMIT
            ? ResultSet.CLOSE_CURSORS_AT_COMMIT
            : ResultSet.HOLD_CURSORS_OVER_COMMIT;
    // One at a time: if each held its first and waited for a second, no pool had one to give.
    awaitAsking();
    try (Connection second = dataSource.getConnection()) {
      if (second.getHoldability() != found) {
        return false;
      }
      first.setHoldability(other);
      try {
        return second.getHoldability() == other;
      } finally {
        first.setHoldability(found);
      }
    } finally {
      asking.unlock();
    }
  }

  /** Whoever waits in vain gives its connection back and begins anew. */
  private void awaitAsking() throws SQLException {
    try {
      if (!asking.tryLock(ASKING_MS, TimeUnit.MILLISECONDS)) {
        throw new SQLTransactionRollbackException("too few connections in the pool", "40001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientException("interrupted while waiting for a connection", e);
    }
  }

  private static void refuseChanges(Connection connection) throws SQLException {
    if (Engine.hasChanges(connection)) {
      throw new WrongTransactionException(
          "the data source handed out a connection with a transaction under way, which this store"
              + " must not end; for taking part in it there is JdbcStore.joiningTransactions");
    }
  }
}
