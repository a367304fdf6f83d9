package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Set;

/** What the SQL states say that H2 and PostgreSQL report. */
final class Failures {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "90131");

  /** PostgreSQL's for a statement prepared on another of the server's connections. */
  private static final Set<String> FOREIGN_STATEMENT = Set.of("26000", "42P05");

  static final String POOLER =
      "prepared statements do not survive between the server and a pooler in transaction mode; add"
          + " prepareThreshold=0 to the URL";

  private static final Set<String> NO_SUCH_DATABASE = Set.of("90013", "90146");
  private static final Set<String> NOT_SUCH_TABLES = Set.of("90079", "90096");

  private Failures() {}

  /** A unique key is there already. */
  static boolean isDuplicate(Throwable failure) {
    return "23505".equals(state(failure));
  }

  /** A serialization failure or a deadlock: all is undone, and another attempt may succeed. */
  static boolean isConflict(Throwable failure) {
    return CONFLICTS.contains(state(failure));
  }

  /** Of a failed commit: the database has said that all is undone. */
  static boolean isUndone(Throwable failure) {
    String state = state(failure);
    return isConflict(failure)
        || state.startsWith("23")
        || (state.startsWith("40") && !state.equals("40003"));
  }

  /**
   * The exception for the caller.
   *
   * @param attempt what was tried, such as "cannot read asset a"
   * @param cause what came of it
   */
  static StoreUnavailableException of(String attempt, Throwable cause) {
    String remedy = remedy(state(cause));
    return remedy.isEmpty()
        ? new StoreUnavailableException(attempt, cause)
        : new StoreNotSetUpException(attempt + ": " + remedy + ": " + reason(cause), cause);
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

  /** What the database said, on one line. */
  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        deepest = cause;
      }
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }

  /** The first state of the chain of causes, or an empty text. */
  private static String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
