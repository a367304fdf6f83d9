package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  H2Maintenance.Findings find() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : H2Maintenance.tables(statement)) {
        attempt("table " + table, () -> lockEachRow(table));
      }
      for (Index index : indexes(statement)) {
        attempt("index " + index.name(), () -> compare(index));
      }
      attempt("containers", this::compareContainers);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return new H2Maintenance.Findings(found, complete);
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

  /** An index, with its first column and one that it lacks, so that its rows must be visited. */
  private record Index(String name, String table, String first, String least, String other) {}

  private static List<Index> indexes(Statement statement) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            """
            select i.index_schema, i.index_name, i.table_name, i.column_name, c.data_type,
              (select min(o.column_name) from information_schema.columns o
                where o.table_schema = i.table_schema and o.table_name = i.table_name
                  and o.is_nullable = 'NO' and o.column_name not in (
                    select x.column_name from information_schema.index_columns x
                    where x.index_schema = i.index_schema and x.index_name = i.index_name))
            from information_schema.index_columns i
            join information_schema.columns c on c.table_schema = i.table_schema
              and c.table_name = i.table_name and c.column_name = i.column_name
            where i.ordinal_position = 1 and i.table_schema <> 'INFORMATION_SCHEMA'
            order by 1, 2
            """)) {
      while (row.next()) {
        Optional<String> least = least(row.getString(5));
        String other = row.getString(6);
        if (least.isPresent() && other != null) {
          indexes.add(
              new Index(
                  row.getString(2),
                  H2Maintenance.name(row.getString(1), row.getString(3)),
                  H2Maintenance.name(row.getString(4)),
                  least.get(),
                  H2Maintenance.name(other)));
        }
      }
    }
    return indexes;
  }

  /** A value that none of a type is below, if it has one that is easily written. */
  private static Optional<String> least(String type) {
    return Optional.ofNullable(
        switch (type) {
          case "CHARACTER VARYING" -> "''";
          case "UUID" -> "uuid '00000000-0000-0000-0000-000000000000'";
          case "BIGINT", "INTEGER" -> "" + Long.MIN_VALUE;
          case "TIMESTAMP WITH TIME ZONE" -> "timestamp with time zone '0001-01-01 00:00:00Z'";
          default -> null;
        });
  }

  /** Each index has as many rows as the table, and each leads to a row. */
  private void compare(Index index) throws SQLException {
    try (Statement statement = statement();
        ResultSet row =
            statement.executeQuery(
                "select (select count("
                    + index.other()
                    + ") from "
                    + index.table()
                    + " use index ("
                    + H2Maintenance.name(index.name())
                    + ") where "
                    + index.first()
                    + " >= "
                    + index.least()
                    + "), (select count("
                    + index.first()
                    + ") from "
                    + index.table()
                    + " use index ())")) {
      row.next();
      if (row.getLong(1) != row.getLong(2)) {
        found.add(
            "index "
                + index.name()
                + " has "
                + row.getLong(1)
                + " rows, its table "
                + row.getLong(2));
      }
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

  private void attempt(String what, Step step) {
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

  private interface Step {
    void run() throws SQLException;
  }
}
