package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.OutcomeUnknownException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction that the store begins and ends, at READ COMMITTED whatever the database's default
 * is. Closing it undoes what was not committed and leaves the connection as it was found.
 */
final class OwnTransaction implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());

  private final Connection connection;
  private final boolean autoCommit;
  private final int isolation;
  private boolean ended;

  private OwnTransaction(Connection connection, boolean autoCommit, int isolation) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.isolation = isolation;
  }

  static OwnTransaction begin(Connection connection, Engine engine) throws SQLException {
    if (engine.product() == Engine.Product.POSTGRESQL) {
      refuseOneBegunBySql(connection);
      // By a statement of the transaction: the driver's method changes the session, which a pooler
      // in transaction mode would hand to somebody else, and asking for the level is a round trip.
      OwnTransaction begun = off(connection, Connection.TRANSACTION_READ_COMMITTED);
      if (!begun.autoCommit) {
        // A pool's look at whether it lives may have begun one, which then has another level.
        connection.rollback();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level read committed");
        return begun;
      } catch (SQLException | RuntimeException e) {
        begun.close();
        throw e;
      }
    }
    int isolation = connection.getTransactionIsolation();
    if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
    return off(connection, isolation);
  }

  /**
   * The driver shows it neither by auto-commit nor by savepoints; H2's switches auto-commit off.
   */
  private static void refuseOneBegunBySql(Connection connection) throws SQLException {
    if (connection.getAutoCommit() && Engine.isInTransaction(connection)) {
      throw new UnclearTransactionException(
          "a transaction was begun by SQL on a connection with auto-commit on, which this store"
              + " can neither join nor end; begin it by Connection.setAutoCommit(false)");
    }
  }

  private static OwnTransaction off(Connection connection, int isolation) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    return new OwnTransaction(connection, autoCommit, isolation);
  }

  /**
   * Commits.
   *
   * @throws SQLException if the database has undone all
   * @throws OutcomeUnknownException if it failed in another way
   */
  void commit(String what) throws SQLException {
    ended = true;
    try {
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      ended = false;
      if (SqlStates.isUndone(e)) {
        throw e;
      }
      throw new OutcomeUnknownException("cannot tell whether " + what + " was written", e);
    }
  }

  /** What fails here changes no answer: a connection that it happens to is its pool's to drop. */
  @Override
  public void close() {
    try {
      if (!ended) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a connection could not be left as it was found", e);
    }
  }
}
