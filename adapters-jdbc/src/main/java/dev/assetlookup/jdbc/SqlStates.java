package dev.assetlookup.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the standard SQL states say that H2 and PostgreSQL both report. */
final class SqlStates {
  private SqlStates() {}

  /** A unique key is there already. */
  static boolean duplicate(Throwable failure) {
    return "23505".equals(state(failure));
  }

  /** A serialization failure or a deadlock: another transaction may have been first. */
  static boolean conflict(Throwable failure) {
    String state = state(failure);
    return "40001".equals(state) || "40P01".equals(state);
  }

  private static @Nullable String state(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
