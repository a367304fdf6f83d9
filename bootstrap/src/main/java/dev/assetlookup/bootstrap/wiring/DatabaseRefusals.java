package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.store.StoreNotSetUpException;
import java.sql.SQLException;
import java.util.Optional;

/** What a database says when it does not let this program in, and what to put right. */
final class DatabaseRefusals {
  /** PgBouncer's words for a setting that it does not know to pass on. */
  private static final String UNSUPPORTED_SETTING = "unsupported startup parameter";

  private DatabaseRefusals() {}

  /** What to put right if a database does not let this user in. */
  static Optional<StoreNotSetUpException> of(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && isRefusal(sql)) {
        return Optional.of(
            new StoreNotSetUpException(
                "the database refuses storage.jdbc.username or storage.jdbc.password ("
                    + message(sql)
                    + "); set them right",
                cause));
      }
      if (at instanceof SQLException sql && message(sql).contains(UNSUPPORTED_SETTING)) {
        return Optional.of(
            new StoreNotSetUpException(
                "the pooler before the database refuses a setting of storage.jdbc.url ("
                    + message(sql)
                    + "); remove it there and give it to the database's user instead, such as:"
                    + " alter role NAME set search_path = SCHEMA",
                cause));
      }
    }
    return Optional.empty();
  }

  /** An SQL state of the class for invalid authorizations. */
  private static boolean isRefusal(SQLException problem) {
    String state = problem.getSQLState();
    return state != null && state.startsWith("28");
  }

  /** Whether PostgreSQL, or PgBouncer on its behalf, refuses the time zone of this JVM. */
  static boolean isUnknownTimeZone(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql
          && (("22023".equals(sql.getSQLState()) && message(sql).contains("TimeZone"))
              || message(sql).contains("invalid server parameter"))) {
        return true;
      }
    }
    return false;
  }

  private static String message(SQLException problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }
}
