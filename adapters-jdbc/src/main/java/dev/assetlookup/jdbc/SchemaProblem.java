package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is not as it should be in a database.
 *
 * @param text for the operator
 * @param mender who puts it right
 */
record SchemaProblem(String text, Mender mender) {
  private static final int SHOWN = 5;

  private static final String FOREIGN =
      "; asset-lookup did not make such a table, so choose another schema (in the URL:"
          + " currentSchema=NAME for PostgreSQL, SCHEMA=NAME for H2) or another prefix (in Java:"
          + " TableNames)";

  enum Mender {
    /** Creating the tables does. */
    CREATE,
    /** Whoever gave the table its name, or chose that name for ours. */
    CHOICE_OF_NAMES,
    /** The operator; the text says how. */
    OPERATOR
  }

  /**
   * Nothing may be created where this finds something.
   *
   * @throws StoreNotSetUpException if there is a problem that creating does not mend
   */
  static void refuseUnlessMendable(List<SchemaProblem> problems) {
    List<SchemaProblem> others =
        problems.stream().filter(problem -> problem.mender != Mender.CREATE).toList();
    if (!others.isEmpty()) {
      boolean foreign =
          others.stream().anyMatch(problem -> problem.mender == Mender.CHOICE_OF_NAMES);
      throw new StoreNotSetUpException(
          "the tables were not touched: " + texts(others) + (foreign ? FOREIGN : ""), null);
    }
  }

  static String texts(List<SchemaProblem> problems) {
    String text =
        problems.stream().limit(SHOWN).map(SchemaProblem::text).collect(Collectors.joining("; "));
    int more = problems.size() - SHOWN;
    return more <= 0 ? text : text + "; and " + more + " more";
  }
}
