package dev.assetlookup.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** What the SQL states mean that H2 and PostgreSQL report. */
final class SqlStates {
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "90131");

  private SqlStates() {}

  /** A unique key is there already. */
  static boolean isDuplicate(Throwable failure) {
    return "23505".equals(state(failure));
  }

  /** A serialization failure or a deadlock: all is undone, and another attempt may succeed. */
  static boolean isConflict(Throwable failure) {
    return CONFLICTS.contains(state(failure));
  }

  /** After a failed commit: the database has said that all is undone. */
  static boolean isUndone(Throwable failure) {
    String state = state(failure);
    return isConflict(failure)
        || state.startsWith("23")
        || (state.startsWith("40") && !state.equals("40003"));
  }

  /** The first state of the chain of causes, or an empty text. */
  static String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
