package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.SQLException;

/** What a refused connection or definition means. */
final class SchemaFailures {
  private SchemaFailures() {}

  static StoreUnavailableException of(String what, SQLException failure) {
    String remedy = remedy(failure);
    return remedy.isEmpty()
        ? new StoreUnavailableException(what, failure)
        : new StoreNotSetUpException(what + ": " + firstLine(failure) + remedy, failure);
  }

  /** What somebody has to do about it, by the states of PostgreSQL and H2, empty if nothing. */
  private static String remedy(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals("22023") && firstLine(failure).contains("TimeZone")) {
      return "; start Java with a time zone that the database knows, such as -Duser.timezone=UTC";
    }
    return switch (state) {
      case "28000", "28P01" -> "; correct the user and the password";
      case "3D000", "90013", "90146", "90149" -> "; create the database, or correct its URL";
      case "42501", "90040", "90096" ->
          "; grant that right, or let the owner of the tables run what this prints:"
              + " asset-lookup schema print";
      case "26000", "42P05" -> "; " + Failures.POOLER;
      case "25006", "90097" -> "; connect to a database that may be written";
      default ->
          state.startsWith("42") || state.equals("3F000") || state.equals("90079")
              ? "; correct the names of the tables"
              : "";
    };
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
