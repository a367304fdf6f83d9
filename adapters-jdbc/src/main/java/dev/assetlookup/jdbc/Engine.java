package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a store has to know of the database behind its connections.
 *
 * @param product which one
 * @param queue where its writers wait, null if they need not: only an H2 file needs it
 */
record Engine(Product product, @Nullable WriteQueue queue) {
  /** PostgreSQL's driver refuses a change of the mode while a transaction is under way. */
  private static final String IN_TRANSACTION = "25001";

  private static final String FAILED_TRANSACTION = "25P02";

  /** A kind of database. */
  enum Product {
    H2,
    POSTGRESQL,
    OTHER
  }

  static Engine of(Connection connection) throws SQLException {
    Product product = product(connection);
    String path = product == Product.H2 ? text(connection, "select database_path()") : null;
    return new Engine(product, path == null ? null : WriteQueues.of(path));
  }

  private static Product product(Connection connection) throws SQLException {
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "H2" -> Product.H2;
      case "PostgreSQL" -> Product.POSTGRESQL;
      default -> Product.OTHER;
    };
  }

  /**
   * Whether a connection with auto-commit off is in a transaction that has begun: in PostgreSQL
   * with its first statement, also if that was a pool's to see whether it lives; in H2 with its
   * first change.
   */
  static boolean isInTransaction(Connection connection) throws SQLException {
    return switch (product(connection)) {
      case H2 -> text(connection, "select transaction_id()") != null;
      case POSTGRESQL -> refusesMode(connection);
      case OTHER -> false;
    };
  }

  /**
   * Whether a connection with auto-commit off may be in a transaction that has read: H2 does not
   * say so, but such a one goes on reading what it has read, unless it is READ COMMITTED.
   */
  static boolean mayHaveRead(Connection connection) throws SQLException {
    return product(connection) == Product.H2
        && connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED;
  }

  /** Whether a transaction that has begun has something to commit, or has failed. */
  static boolean hasChanges(Connection connection) throws SQLException {
    if (product(connection) != Product.POSTGRESQL) {
      return true;
    }
    try {
      return text(connection, "select pg_current_xact_id_if_assigned()") != null;
    } catch (SQLException e) {
      if (FAILED_TRANSACTION.equals(e.getSQLState())) {
        return true;
      }
      throw e;
    }
  }

  /** The session of the database server behind a connection, whatever wraps it. */
  static String session(Connection connection) throws SQLException {
    String sql =
        product(connection) == Product.POSTGRESQL
            ? "select pg_backend_pid() || ' since ' || pg_postmaster_start_time()"
            : "select session_id()";
    return String.valueOf(text(connection, sql));
  }

  private static boolean refusesMode(Connection connection) throws SQLException {
    try {
      connection.setReadOnly(connection.isReadOnly());
      return false;
    } catch (SQLException e) {
      if (IN_TRANSACTION.equals(e.getSQLState())) {
        return true;
      }
      throw e;
    }
  }

  private static @Nullable String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
