package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/** The tables of {@link JdbcStore}: print, create, validate. Thread-safe. */
public final class JdbcSchema {
  /**
   * Another process created the same thing first, or uses the tables: PostgreSQL's states, then
   * H2's, of which the last is a general error that says "object already exists".
   */
  private static final Set<String> ANOTHER_PROCESS =
      Set.of(
          "42710", "42P07", "42P06", "42701", "23505", "40P01", "40001", "42S01", "42S11", "42S21",
          "90045", "90078", "90135", "HYT00", "HY000");

  private static final int ATTEMPTS = 10;

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
    H2(
        "select exists (select 1 from information_schema.indexes"
            + " where lower(index_schema) = coalesce(?, lower(current_schema))"
            + " and lower(index_name) = ?)"),
    /** PostgreSQL 15 or later. */
    POSTGRESQL("select to_regclass(coalesce(? || '.', '') || ?) is not null");

    private final String hasIndex;

    Database(String hasIndex) {
      this.hasIndex = hasIndex;
    }

    /**
     * Tells which database stands behind a data source.
     *
     * @param dataSource asked once
     * @return the database
     * @throws StoreUnavailableException if it could not be asked
     * @throws IllegalArgumentException if it is another one
     */
    public static Database of(DataSource dataSource) {
      try (Connection connection = dataSource.getConnection()) {
        return of(connection);
      } catch (SQLException e) {
        throw new StoreUnavailableException("cannot reach the database", e);
      }
    }

    private static Database of(Connection connection) throws SQLException {
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
   *     earlier version made
   */
  public String ddl(Database database) {
    String schema =
        names.schema() == null ? "" : "create schema if not exists " + names.schema() + ";\n\n";
    return schema
        + resource(database.name().toLowerCase(Locale.ROOT) + ".sql")
            .replace("${prefix}", names.qualifiedPrefix())
            .replace("${bare}", names.prefix());
  }

  /**
   * Creates what is missing, and in tables that an earlier version made fills it from what is
   * there. Loses nothing; safe to run again and from several processes at once. Needs no right to
   * create anything if all is there, and an administrator's in H2 if not: nobody else gets in
   * meanwhile.
   *
   * @param dataSource the database
   * @throws StoreUnavailableException if the database could not be reached or refused
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   */
  public void create(DataSource dataSource) {
    if (validate(dataSource).isEmpty()) {
      return;
    }
    // Whoever lost to another process finds that statement's work done: one more try for each.
    for (int attempt = 0; ; attempt++) {
      try {
        tryCreate(dataSource);
        return;
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !ANOTHER_PROCESS.contains(String.valueOf(e.getSQLState()))) {
          throw new StoreUnavailableException("cannot create the tables", e);
        }
      }
    }
  }

  /** In one transaction, so that PostgreSQL lets nobody write between a column and its values. */
  private void tryCreate(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      // An upgrade of large tables takes longer than a read may.
      int limit = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, 0);
      try {
        switch (Database.of(connection)) {
          case H2 -> runAlone(statement, ddl(Database.H2));
          case POSTGRESQL -> run(statement, ddl(Database.POSTGRESQL));
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
        connection.setNetworkTimeout(Runnable::run, limit);
      }
    }
  }

  /** To add a column H2 copies the table; others could come upon it while it is empty. */
  private static void runAlone(Statement statement, String definition) throws SQLException {
    statement.execute("set exclusive 1");
    try {
      run(statement, definition);
    } finally {
      statement.execute("set exclusive 0");
    }
  }

  private static void run(Statement statement, String definition) throws SQLException {
    for (String sql : definition.split(";\\s*\n", -1)) {
      if (!sql.isBlank()) {
        statement.execute(sql);
      }
    }
  }

  /**
   * Compares the tables with what this version needs. Reads only.
   *
   * @param dataSource the database
   * @return what is missing or of another type, empty if all is well; more columns than needed are
   *     well
   * @throws StoreUnavailableException if the database could not be reached
   */
  public List<String> validate(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      List<String> problems = new ArrayList<>();
      for (Table table : tables()) {
        problems.addAll(validate(connection, table));
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
      return problems;
    } catch (SQLException e) {
      throw new StoreUnavailableException("cannot reach the database", e);
    }
  }

  private List<String> validate(Connection connection, Table table) throws SQLException {
    Map<String, String> actual = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table.name + " where 1 = 0")) {
      ResultSetMetaData columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        actual.put(
            columns.getColumnName(i).toLowerCase(Locale.ROOT),
            columns.getColumnTypeName(i).toLowerCase(Locale.ROOT));
      }
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("42") || state.startsWith("3F") || state.startsWith("90079")) {
        return List.of("table " + table.name + " cannot be read: " + firstLine(e));
      }
      throw e;
    }
    List<String> problems = new ArrayList<>();
    table.columns.forEach(
        (column, types) -> {
          String type = actual.get(column);
          if (type == null) {
            problems.add("column " + table.name + "." + column + " is missing");
          } else if (!types.contains(type)) {
            problems.add(
                "column " + table.name + "." + column + " is " + type + ", not " + types.get(0));
          }
        });
    for (String index : table.indexes) {
      if (!hasIndex(connection, index)) {
        problems.add("index " + names.qualifiedPrefix() + index + " is missing");
      }
    }
    return problems;
  }

  private boolean hasIndex(Connection connection, String index) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(Database.of(connection).hasIndex)) {
      statement.setString(1, names.schema());
      statement.setString(2, names.prefix() + index);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private List<Table> tables() {
    return List.of(
        new Table(
            names.container(),
            "org_id s, container_id u, revision l, project_id s, status s, format s, caption s,"
                + " first_comment s, approval_status s, created_at t, completed_at t, last_error s,"
                + " deleted_at t, primary_asset_id s, held_since t, stale_since t",
            "container_newest",
            "container_newest_of_project",
            "container_held",
            "container_stale"),
        new Table(
            names.asset(),
            "org_id s, container_id u, asset_id s, superseded_in l, list_position i, url s, kind s,"
                + " thumbnail_url s, mime_type s, size_bytes l, duration_ms l, width i, height i,"
                + " checksum_sha256 s, expires_at t, superseded_at t, withdrawn b, former_position"
                + " i, media s"),
        new Table(names.organization(), "org_id s, revision_floor l"),
        new Table(
            names.apiKey(),
            "key_id s, org_id s, org_name s, environment s, secret_sha256 s, scopes s,"
                + " rate_limit_tier s, key_name s, created_at t, revoked_at t, key_killed b,"
                + " org_killed b"));
  }

  /** A table, the names that either database may give the type of each column, and its indexes. */
  private static final class Table {
    final String name;
    final Map<String, List<String>> columns = new LinkedHashMap<>();
    final List<String> indexes;

    Table(String name, String columns, String... indexes) {
      this.name = name;
      this.indexes = List.of(indexes);
      for (String column : columns.split(", ", -1)) {
        int space = column.indexOf(' ');
        this.columns.put(column.substring(0, space), types(column.charAt(space + 1)));
      }
    }

    private static List<String> types(char code) {
      return switch (code) {
        case 's' -> List.of("varchar", "character varying", "text");
        case 'u' -> List.of("uuid");
        case 'l' -> List.of("bigint", "int8");
        case 'i' -> List.of("integer", "int4");
        case 'b' -> List.of("boolean", "bool");
        case 't' -> List.of("timestamp with time zone", "timestamptz");
        default -> throw new IllegalArgumentException("no type " + code);
      };
    }
  }

  private static String resource(String name) {
    try (InputStream in = JdbcSchema.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " from the jar", e);
    }
  }
}
