package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of {@link JdbcStore}: print, create, validate. Thread-safe. */
public final class JdbcSchema {
  /** What PostgreSQL's processes agree on: who holds it creates or upgrades tables. */
  private static final long ADVISORY_LOCK = 0x6173_7365_745f_6c6bL;

  private static final String FOREIGN =
      "; asset-lookup did not make such a table, so choose another schema (in the URL:"
          + " currentSchema=NAME for PostgreSQL, SCHEMA=NAME for H2) or another prefix (in Java:"
          + " TableNames)";

  /** The tables of versions that knew no prefix. */
  private static final TableNames UNPREFIXED = new TableNames(null, "");

  private final TableNames names;

  /**
   * The tables under some names.
   *
   * @param names where the tables are
   */
  public JdbcSchema(TableNames names) {
    this.names = Objects.requireNonNull(names);
  }

  /** A database that the tables have a definition for. */
  public enum Database {
    /** H2, in its own mode. */
    H2,
    /** PostgreSQL 15 or later. */
    POSTGRESQL;

    /**
     * Tells which database stands behind a data source.
     *
     * @param dataSource asked once
     * @return the database
     * @throws StoreNotSetUpException if it refuses this user, or is not there
     * @throws StoreUnavailableException if it gave no answer
     * @throws IllegalArgumentException if it is another one
     */
    public static Database of(DataSource dataSource) {
      try (Connection connection = dataSource.getConnection()) {
        return of(connection);
      } catch (SQLException e) {
        throw SchemaFailures.of("cannot reach the database", e);
      }
    }

    static Database of(Connection connection) throws SQLException {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> H2;
        case "PostgreSQL" -> POSTGRESQL;
        default ->
            throw new IllegalArgumentException(
                "no table definition for " + product + "; there is one for H2 and PostgreSQL");
      };
    }
  }

  /**
   * The definition of the tables, for whoever wants to run it by other means.
   *
   * @param database for which database
   * @return SQL statements, each ended by a semicolon, safe to run again, also on tables that an
   *     earlier version made under the same names; how to rename its tables without a prefix is
   *     told by comments, for {@link TableNames#DEFAULT}
   */
  public String ddl(Database database) {
    String schema = names.schema() == null ? "" : createSchema() + ";\n\n";
    return (names.equals(TableNames.DEFAULT) ? renaming() : "") + schema + definition(database);
  }

  private String createSchema() {
    return "create schema if not exists " + names.schema();
  }

  private String definition(Database database) {
    return resource(database.name().toLowerCase(Locale.ROOT) + ".sql")
        .replace("${prefix}", names.qualifiedPrefix())
        .replace("${bare}", names.prefix());
  }

  private static String renaming() {
    StringBuilder text =
        new StringBuilder(
            """
            -- Tables of a version that knew no prefix are renamed by: asset-lookup schema create
            -- To do it by hand, first run, for those that are there:
            """);
    for (TableDefinition table : TableDefinition.values()) {
      text.append("-- alter table %s rename to %s;%n".formatted(old(table), now(table)));
      for (String index : table.indexes()) {
        text.append(
            "-- alter index %s rename to %s;%n"
                .formatted(index, TableNames.DEFAULT.prefix() + index));
      }
    }
    return text.append('\n').toString();
  }

  private static String old(TableDefinition table) {
    return UNPREFIXED.table(table);
  }

  private static String now(TableDefinition table) {
    return TableNames.DEFAULT.table(table);
  }

  /**
   * Creates what is missing, and in tables that an earlier version made fills it from what is
   * there. Under {@link TableNames#DEFAULT} that includes the tables of versions that knew no
   * prefix: they are renamed. Loses nothing, and changes nothing if a table of these names is not
   * asset-lookup's. Safe to run again, also after it was killed, and from several processes at
   * once: one works, the others wait for it.
   *
   * <p>Commits. Needs no right to create anything if all is there, and an administrator's in H2 to
   * upgrade: nobody else gets in meanwhile.
   *
   * @param dataSource the database; not one that hands out a transaction under way
   * @throws StoreNotSetUpException if somebody has to act: a table of these names is not ours, the
   *     user has no right to create tables, the database cannot hold every text
   * @throws StoreUnavailableException if the database gave no answer
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   */
  public void create(DataSource dataSource) {
    Objects.requireNonNull(dataSource);
    Patience patience = new Patience();
    while (true) {
      try (Connection connection = dataSource.getConnection()) {
        create(connection);
        return;
      } catch (SQLException e) {
        if (!patience.waited(e)) {
          throw SchemaFailures.of("cannot create the tables", e);
        }
      }
    }
  }

  private void create(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    // An upgrade of large tables takes longer than a read may, and so does waiting for another's.
    int limit = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, 0);
    try (Statement statement = connection.createStatement()) {
      Catalog catalog = new Catalog(connection, names.schema());
      List<Problem> problems = problems(catalog);
      refuse(problems);
      connection.rollback();
      if (!problems.isEmpty()) {
        switch (catalog.database()) {
          case H2 -> {
            WriteQueue queue = Engine.of(connection).queue();
            if (queue == null) {
              createInH2(statement, catalog);
            } else {
              queue.alone(
                  "the tables",
                  () -> {
                    createInH2(statement, catalog);
                    connection.commit();
                  });
            }
          }
          case POSTGRESQL -> createInPostgresql(statement, catalog);
        }
        connection.commit();
      }
      connection.setNetworkTimeout(Runnable::run, limit);
      connection.setAutoCommit(autoCommit);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
        connection.setNetworkTimeout(Runnable::run, limit);
        connection.setAutoCommit(autoCommit);
      } catch (SQLException e2) {
        e.addSuppressed(e2);
      }
      throw e;
    }
  }

  /** In one transaction, so that nobody writes between a column and its values. */
  private void createInPostgresql(Statement statement, Catalog catalog) throws SQLException {
    // What was committed while this one waited must be seen.
    statement.execute("set transaction isolation level read committed");
    statement.execute(
        "select set_config(name, '0', true) from pg_catalog.pg_settings where name in"
            + " ('statement_timeout', 'lock_timeout', 'transaction_timeout',"
            + " 'idle_in_transaction_session_timeout')");
    statement.execute("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
    createNow(statement, catalog);
  }

  /** H2 commits at each definition; each step is chosen by what is there, and can be repeated. */
  private void createInH2(Statement statement, Catalog catalog) throws SQLException {
    if (isAnyThere(catalog)) {
      // To add a column H2 copies the table; others could come upon it while it is empty.
      statement.execute("set exclusive 1");
      try {
        createNow(statement, catalog);
      } finally {
        statement.execute("set exclusive 0");
      }
    } else {
      createNow(statement, catalog);
    }
  }

  private boolean isAnyThere(Catalog catalog) throws SQLException {
    for (TableDefinition table : TableDefinition.values()) {
      if (catalog.relation(bare(table)) != null || earlier(catalog, table) != null) {
        return true;
      }
    }
    return false;
  }

  private void createNow(Statement statement, Catalog catalog) throws SQLException {
    refuse(problems(catalog));
    for (TableDefinition table : TableDefinition.values()) {
      renameEarlier(statement, catalog, table);
    }
    if (names.schema() != null && !catalog.hasSchema()) {
      statement.execute(createSchema());
    }
    List<String> statements = statements(definition(catalog.database()));
    for (String sql : statements) {
      if (sql.startsWith("create table ") && isMissing(catalog, sql)) {
        statement.execute(sql);
      }
    }
    // Before columns are added: a table that came into being meanwhile may be somebody else's.
    List<Problem> problems = problems(catalog);
    refuse(problems);
    if (!problems.isEmpty()) {
      for (String sql : statements) {
        if (!sql.startsWith("create table ")) {
          statement.execute(sql);
        }
      }
    }
    problems = problems(catalog);
    if (!problems.isEmpty()) {
      throw new StoreNotSetUpException("the tables are still not right: " + texts(problems), null);
    }
  }

  private boolean isMissing(Catalog catalog, String createTable) throws SQLException {
    for (TableDefinition table : TableDefinition.values()) {
      if (createTable.contains(" " + names.table(table) + " (")) {
        return catalog.relation(bare(table)) == null;
      }
    }
    throw new IllegalStateException("no such table: " + createTable);
  }

  /** The statements of a definition, without comments. */
  private static List<String> statements(String definition) {
    String plain = definition.replaceAll("(?m)^--.*\n", "");
    List<String> statements = new ArrayList<>();
    for (String sql : plain.split(";\\s*\n", -1)) {
      if (!sql.isBlank()) {
        statements.add(sql.strip());
      }
    }
    return statements;
  }

  private void renameEarlier(Statement statement, Catalog catalog, TableDefinition table)
      throws SQLException {
    if (!names.equals(TableNames.DEFAULT)) {
      return;
    }
    if (catalog.relation(now(table)) == null && earlier(catalog, table) != null) {
      statement.execute("alter table " + old(table) + " rename to " + now(table));
      if (catalog.database() == Database.POSTGRESQL) {
        for (String constraint : catalog.constraints(now(table))) {
          if (constraint.startsWith(old(table) + "_")) {
            statement.execute(
                "alter table %s rename constraint \"%s\" to \"%s%s\""
                    .formatted(now(table), constraint, names.prefix(), constraint));
          }
        }
      }
    }
    for (String index : table.indexes()) {
      if (catalog.hasIndex(index, now(table))
          && !catalog.hasIndex(names.prefix() + index, now(table))) {
        statement.execute("alter index " + index + " rename to " + names.prefix() + index);
      }
    }
  }

  /** The table that a version without a prefix made, null if there is none. */
  private Catalog.@Nullable Relation earlier(Catalog catalog, TableDefinition table)
      throws SQLException {
    if (!names.equals(TableNames.DEFAULT) || catalog.elsewhere(old(table)) != null) {
      return null;
    }
    Catalog.Relation relation = catalog.relation(old(table));
    return relation != null
            && differences(old(table), table, relation).stream()
                .allMatch(problem -> problem.mender == Mender.CREATE)
        ? relation
        : null;
  }

  /**
   * Compares the tables with what this version needs. Reads the catalog only, and waits for no
   * lock.
   *
   * @param dataSource the database
   * @return what is missing or of another type, empty if all is well; more columns than needed are
   *     well
   * @throws StoreNotSetUpException if the database refuses this user, or is not there
   * @throws StoreUnavailableException if the database gave no answer
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   */
  public List<String> validate(DataSource dataSource) {
    Objects.requireNonNull(dataSource);
    try (Connection connection = dataSource.getConnection()) {
      List<Problem> problems = problems(new Catalog(connection, names.schema()));
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return problems.stream().map(Problem::text).toList();
    } catch (SQLException e) {
      throw SchemaFailures.of("cannot check the tables", e);
    }
  }

  boolean isComplete(Connection connection) throws SQLException {
    return problems(new Catalog(connection, names.schema())).isEmpty();
  }

  /** What is not as it should be, and who puts it right. */
  private record Problem(String text, Mender mender) {}

  private enum Mender {
    /** Creating does. */
    CREATE,
    /** Whoever gave the table its name, or chose that name for ours. */
    CHOICE_OF_NAMES,
    /** The operator; the text tells how. */
    OPERATOR
  }

  private static void refuse(List<Problem> problems) {
    List<Problem> theirs =
        problems.stream().filter(problem -> problem.mender != Mender.CREATE).toList();
    if (!theirs.isEmpty()) {
      boolean foreign =
          theirs.stream().anyMatch(problem -> problem.mender == Mender.CHOICE_OF_NAMES);
      throw new StoreNotSetUpException(
          "the tables were not touched: " + texts(theirs) + (foreign ? FOREIGN : ""), null);
    }
  }

  private static String texts(List<Problem> problems) {
    int shown = Math.min(problems.size(), 5);
    String text =
        problems.subList(0, shown).stream().map(Problem::text).collect(Collectors.joining("; "));
    return shown == problems.size() ? text : text + "; and " + (problems.size() - shown) + " more";
  }

  private List<Problem> problems(Catalog catalog) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    String encoding = catalog.narrowEncoding();
    if (encoding != null) {
      problems.add(
          new Problem(
              "the database's encoding is "
                  + encoding
                  + ", which cannot hold every text; make another one with: create database NAME"
                  + " template template0 encoding 'UTF8'",
              Mender.OPERATOR));
    }
    for (TableDefinition table : TableDefinition.values()) {
      problems.addAll(problems(catalog, table));
    }
    problems.addAll(leftBehind(catalog));
    return problems;
  }

  private List<Problem> problems(Catalog catalog, TableDefinition table) throws SQLException {
    String name = names.table(table);
    String elsewhere = names.schema() == null ? catalog.elsewhere(name) : null;
    if (elsewhere != null) {
      return List.of(
          new Problem(
              "table %s is in schema %s, not in the connection's own; name that one, in the URL by currentSchema=%s"
                  .formatted(name, elsewhere, elsewhere),
              Mender.OPERATOR));
    }
    Catalog.Relation relation = catalog.relation(bare(table));
    if (relation == null) {
      String renamed =
          earlier(catalog, table) == null ? "" : "; an earlier version's is there as " + old(table);
      return List.of(new Problem("table " + name + " is missing" + renamed, Mender.CREATE));
    }
    List<Problem> problems = new ArrayList<>(differences(name, table, relation));
    if (!relation.isReadable()) {
      problems.add(
          new Problem(
              "table %s may not be read by this user; grant select, insert, update and delete on it"
                  .formatted(name),
              Mender.OPERATOR));
    }
    for (String bareIndex : table.indexes()) {
      String index = names.prefix() + bareIndex;
      if (catalog.isIndexTaken(index, bare(table))) {
        problems.add(
            new Problem(
                "index %s is not a valid index of table %s; drop or rename it"
                    .formatted(names.qualifiedPrefix() + bareIndex, name),
                Mender.OPERATOR));
      } else if (!catalog.hasIndex(index, bare(table))) {
        problems.add(
            new Problem(
                "index " + names.qualifiedPrefix() + bareIndex + " is missing", Mender.CREATE));
      }
    }
    return problems;
  }

  /** The name of a table without its schema. */
  private String bare(TableDefinition table) {
    return names.prefix() + table.bareName();
  }

  /** How a table differs from ours; what cannot be mended tells that it is somebody else's. */
  private static List<Problem> differences(
      String name, TableDefinition table, Catalog.Relation relation) {
    if (!relation.isTable()) {
      return List.of(
          new Problem(
              "table " + name + " is a view or the like, not a table", Mender.CHOICE_OF_NAMES));
    }
    List<Problem> problems = new ArrayList<>();
    table
        .columns()
        .forEach(
            (column, types) -> {
              String type = relation.columns().get(column);
              if (type == null) {
                Mender mender =
                    table.original().contains(column) ? Mender.CHOICE_OF_NAMES : Mender.CREATE;
                problems.add(new Problem("column " + name + "." + column + " is missing", mender));
              } else if (!types.contains(type)) {
                problems.add(
                    new Problem(
                        "column %s.%s is %s, not %s".formatted(name, column, type, types.get(0)),
                        Mender.CHOICE_OF_NAMES));
              }
            });
    return problems;
  }

  /** Rows of an earlier version beside empty tables of this one, which would hide them. */
  private List<Problem> leftBehind(Catalog catalog) throws SQLException {
    List<String> full = new ArrayList<>();
    for (TableDefinition table : TableDefinition.values()) {
      Catalog.Relation relation = catalog.relation(bare(table));
      if (relation != null && relation.isReadable() && earlier(catalog, table) != null) {
        if (catalog.hasRows(now(table))) {
          return List.of();
        }
        if (catalog.hasRows(old(table))) {
          full.add(old(table));
        }
      }
    }
    return full.isEmpty()
        ? List.of()
        : List.of(
            new Problem(
                "rows of an earlier version are in %s, beside empty tables of this one; drop the empty ones, and schema create renames the others"
                    .formatted(String.join(" and ", full)),
                Mender.OPERATOR));
  }

  private static String resource(String name) {
    try (InputStream in = JdbcSchema.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " from the jar", e);
    }
  }
}
