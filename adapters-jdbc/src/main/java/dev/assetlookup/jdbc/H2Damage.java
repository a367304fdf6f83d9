package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks through one H2 database for what a kill in the wrong moment leaves. */
final class H2Damage {
  /** How many rows are locked at once. */
  private static final int PAGE = 1000;

  private static final String CANCELED = "57014";

  private final Connection connection;
  private final TableNames names;
  private final long deadline;
  private final List<String> found = new ArrayList<>();
  private boolean complete = true;

  /** Until a deadline of {@link System#nanoTime()}. */
  H2Damage(Connection connection, TableNames names, long deadline) {
    this.connection = connection;
    this.names = names;
    this.deadline = deadline;
  }

  H2Findings find() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : H2Catalog.tables(statement)) {
        attempt("table " + table, () -> lockEachRow(table));
      }
      for (H2Index index : H2Index.all(statement)) {
        attempt("index " + index.name(), () -> compare(index));
      }
      attempt("containers", this::compareContainers);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return new H2Findings(found, complete);
  }

  /** A row may be locked by a transaction that ended with its process, for ever. */
  private void lockEachRow(String table) throws SQLException {
    long after = Long.MIN_VALUE;
    boolean more = true;
    while (more && left() > 0) {
      int count = 0;
      try (Statement statement = statement();
          ResultSet row =
              statement.executeQuery(
                  "select _rowid_ from "
                      + table
                      + " where _rowid_ > "
                      + after
                      + " order by _rowid_ fetch first "
                      + PAGE
                      + " rows only for update")) {
        while (row.next()) {
          after = row.getLong(1);
          count++;
        }
      } finally {
        connection.rollback();
      }
      more = count == PAGE;
    }
    complete &= !more;
  }

  /** Tables of an earlier version lack what is compared. */
  private void compareContainers() throws SQLException {
    if (!new JdbcSchema(names).isComplete(connection)) {
      return;
    }
    try (Statement statement = statement()) {
      found.addAll(new MixedContainers(names).find(statement));
    }
  }

  private void compare(H2Index index) throws SQLException {
    try (Statement statement = statement()) {
      index.difference(statement).ifPresent(found::add);
    } finally {
      connection.rollback();
    }
  }

  private long left() {
    return deadline - System.nanoTime();
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(1 + (int) Math.min(left() / 1_000_000_000, Integer.MAX_VALUE / 2000));
    return statement;
  }

  private void attempt(String what, SqlTask step) {
    if (left() <= 0) {
      complete = false;
      return;
    }
    try {
      step.run();
    } catch (SQLException e) {
      if (CANCELED.equals(e.getSQLState())) {
        complete = false;
        return;
      }
      found.add(what + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
