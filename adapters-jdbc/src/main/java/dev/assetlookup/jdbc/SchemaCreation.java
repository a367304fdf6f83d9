package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Creates and upgrades the tables on one connection, while nobody else does, and commits. */
record SchemaCreation(Connection connection, SchemaCheck check) {
  /** What PostgreSQL's processes agree on: who holds it creates or upgrades tables. */
  private static final long ADVISORY_LOCK = 0x6173_7365_745f_6c6bL;

  static SchemaCreation on(Connection connection, TableNames names) throws SQLException {
    return new SchemaCreation(connection, SchemaCheck.of(connection, names));
  }

  /** Leaves the connection as it was found. */
  void run() throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    // An upgrade of large tables takes longer than a read may, and so does waiting for another's.
    int limit = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, 0);
    try {
      createIfNeeded();
      restore(limit, autoCommit);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
        restore(limit, autoCommit);
      } catch (SQLException e2) {
        e.addSuppressed(e2);
      }
      throw e;
    }
  }

  private void restore(int networkTimeout, boolean autoCommit) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, networkTimeout);
    connection.setAutoCommit(autoCommit);
  }

  private void createIfNeeded() throws SQLException {
    List<SchemaProblem> problems = check.problems();
    SchemaProblem.refuseUnlessMendable(problems);
    connection.rollback();
    if (problems.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      switch (check.catalog().database()) {
        case H2 -> createInTurn(statement);
        case POSTGRESQL -> createInPostgresql(statement);
      }
      connection.commit();
    }
  }

  /** In one transaction, so that nobody writes between a column and its values. */
  private void createInPostgresql(Statement statement) throws SQLException {
    // What was committed while this one waited must be seen.
    statement.execute("set transaction isolation level read committed");
    statement.execute(
        """
        select set_config(name, '0', true) from pg_catalog.pg_settings
        where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout',
          'idle_in_transaction_session_timeout')
        """);
    statement.execute("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
    new SchemaUpgrade(statement, check).run();
  }

  private void createInTurn(Statement statement) throws SQLException {
    WriteQueue queue = Engine.of(connection).queue();
    if (queue == null) {
      createInH2(statement);
      return;
    }
    queue.alone(
        "the tables",
        () -> {
          createInH2(statement);
          connection.commit();
        });
  }

  /** H2 commits at each definition; each step is chosen by what is there, and can be repeated. */
  private void createInH2(Statement statement) throws SQLException {
    if (!check.isAnyThere()) {
      new SchemaUpgrade(statement, check).run();
      return;
    }
    // To add a column H2 copies the table; others could come upon it while it is empty.
    statement.execute("set exclusive 1");
    try {
      new SchemaUpgrade(statement, check).run();
    } finally {
      statement.execute("set exclusive 0");
    }
  }
}
