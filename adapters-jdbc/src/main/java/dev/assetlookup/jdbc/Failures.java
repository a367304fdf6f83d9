package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;

/** Failures of a database as the caller and the operator get to see them. */
final class Failures {
  /** PostgreSQL's for a statement prepared on another of the server's connections. */
  private static final Set<String> FOREIGN_STATEMENT = Set.of("26000", "42P05");

  static final String POOLER =
      "prepared statements do not survive between the server and a pooler in transaction mode; add"
          + " prepareThreshold=0 to the URL";

  private static final Set<String> NO_SUCH_DATABASE = Set.of("90013", "90146");
  private static final Set<String> NOT_SUCH_TABLES = Set.of("90079", "90096");

  private Failures() {}

  /**
   * The exception for the caller.
   *
   * @param attempt what was tried, such as "cannot read asset a"
   * @param cause what came of it
   */
  static StoreUnavailableException of(String attempt, Throwable cause) {
    String remedy = remedy(SqlStates.state(cause));
    Throwable plain = withoutArguments(cause);
    return remedy.isEmpty()
        ? new StoreUnavailableException(attempt, plain)
        : new StoreNotSetUpException(attempt + ": " + remedy + ": " + plain.getMessage(), plain);
  }

  /**
   * A failure without what was to be stored: Jdbi repeats the arguments of a statement,
   * PostgreSQL's driver those of a batch, and both databases a value that they refuse. Such text
   * ends in logs.
   */
  static Throwable withoutArguments(Throwable failure) {
    SQLException sql = null;
    for (Throwable cause = failure; cause != null && sql == null; cause = cause.getCause()) {
      sql = cause instanceof SQLException found ? found : null;
    }
    if (sql == null && !(failure instanceof JdbiException)) {
      return failure;
    }
    Exception plain =
        sql == null
            ? new IllegalStateException(failure.getClass().getName())
            : new SQLException(plain(sql), sql.getSQLState(), sql.getErrorCode());
    plain.setStackTrace(failure.getStackTrace());
    for (Throwable suppressed : failure.getSuppressed()) {
      plain.addSuppressed(withoutArguments(suppressed));
    }
    return plain;
  }

  private static String plain(SQLException failure) {
    SQLException plain = failure;
    if (failure instanceof BatchUpdateException && failure.getNextException() != null) {
      plain = failure.getNextException();
    }
    String state = String.valueOf(plain.getSQLState());
    return state.startsWith("22") || state.startsWith("23")
        ? "the database refuses a value [" + state + "]"
        : String.valueOf(plain.getMessage()).split("\\R|; SQL statement:", 2)[0];
  }

  private static String remedy(String state) {
    if (FOREIGN_STATEMENT.contains(state)) {
      return POOLER;
    }
    if (state.startsWith("28")) {
      return "the database refuses the user; check storage.jdbc.username and"
          + " storage.jdbc.password, or what the data source was given";
    }
    if (state.startsWith("3D") || NO_SUCH_DATABASE.contains(state)) {
      return "there is no such database; check storage.jdbc.url, or what the data source was given";
    }
    if (state.startsWith("42") || state.startsWith("3F") || NOT_SUCH_TABLES.contains(state)) {
      return "the tables are missing, or not this version's, or not this user's; run"
          + " \"asset-lookup schema create\", or call JdbcSchema.create";
    }
    return "";
  }
}
