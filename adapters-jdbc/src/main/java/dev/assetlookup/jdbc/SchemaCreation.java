package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates and upgrades the tables on one connection, and commits. */
final class SchemaCreation {
  private static final String CREATE_TABLE = "create table ";
  private static final Pattern RENAME_COLUMN =
      Pattern.compile("alter table .* rename (column .* )?to ");
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^(?:create table if not exists|alter table|update"
              + "|create (?:index|or replace trigger).*?\\bon) (\\S+)",
          Pattern.DOTALL);

  /** What PostgreSQL's processes agree on: who holds it creates or upgrades tables. */
  private static final long ADVISORY_LOCK = 0x6173_7365_745f_6c6bL;

  private final Connection connection;
  private final TableNames names;
  private final SchemaCheck check;
  private final Catalog catalog;

  SchemaCreation(Connection connection, TableNames names) throws SQLException {
    this.connection = connection;
    this.names = names;
    this.check = new SchemaCheck(connection, names);
    this.catalog = check.catalog();
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
      switch (catalog.database()) {
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
    create(statement);
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
    if (!isAnyThere()) {
      create(statement);
      return;
    }
    // To add a column H2 copies the table; others could come upon it while it is empty.
    statement.execute("set exclusive 1");
    try {
      create(statement);
    } finally {
      statement.execute("set exclusive 0");
    }
  }

  private boolean isAnyThere() throws SQLException {
    for (Table table : Table.values()) {
      if (catalog.relation(names.bareTable(table)) != null
          || check.unprefixed().find(table) != null) {
        return true;
      }
    }
    return false;
  }

  private void create(Statement statement) throws SQLException {
    SchemaProblem.refuseUnlessMendable(check.problems());
    for (Table table : Table.values()) {
      check.unprefixed().rename(statement, table);
    }
    if (names.schema() != null && !catalog.hasSchema()) {
      statement.execute(names.createSchema());
    }
    List<String> statements = check.definition().statements(names);
    for (String sql : statements) {
      if (sql.startsWith(CREATE_TABLE) && isMissing(sql)) {
        statement.execute(sql);
      }
    }
    // Before columns are added: a table that came into being meanwhile may be somebody else's.
    List<SchemaProblem> problems = check.problems();
    SchemaProblem.refuseUnlessMendable(problems);
    if (!problems.isEmpty()) {
      upgrade(statement, statements);
    }
    problems = check.problems();
    if (!problems.isEmpty()) {
      throw new StoreNotSetUpException(
          "the tables are still not right: " + SchemaProblem.texts(problems), null);
    }
  }

  /**
   * Renames columns first: a table that lacks nothing then is not gone through again, which would
   * lock a large one for long.
   */
  private void upgrade(Statement statement, List<String> statements) throws SQLException {
    for (String sql : statements) {
      if (RENAME_COLUMN.matcher(sql).find()) {
        statement.execute(sql);
      }
    }
    Set<Table> incomplete = EnumSet.noneOf(Table.class);
    for (Table table : Table.values()) {
      if (!check.problems(table).isEmpty()) {
        incomplete.add(table);
      }
    }
    for (String sql : statements) {
      if (!sql.startsWith(CREATE_TABLE) && !RENAME_COLUMN.matcher(sql).find()) {
        Table table = subject(sql);
        if (table == null || incomplete.contains(table)) {
          statement.execute(sql);
        }
      }
    }
  }

  /** The table that a statement creates, alters, fills or indexes, null if it is about none. */
  private @Nullable Table subject(String sql) {
    Matcher subject = SUBJECT.matcher(sql);
    if (!subject.find()) {
      return null;
    }
    return Arrays.stream(Table.values())
        .filter(table -> names.table(table).equals(subject.group(1)))
        .findFirst()
        .orElse(null);
  }

  private boolean isMissing(String createTable) throws SQLException {
    Table table = subject(createTable);
    if (table == null) {
      throw new IllegalStateException("no such table: " + createTable);
    }
    return catalog.relation(names.bareTable(table)) == null;
  }
}
