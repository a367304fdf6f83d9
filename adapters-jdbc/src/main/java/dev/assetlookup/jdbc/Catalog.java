package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.JdbcSchema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of the tables in one of its schemas. Asks its catalog alone, so it neither
 * waits for locks on the tables nor takes any.
 */
final class Catalog {
  private final Connection connection;
  private final Database database;
  private final CatalogQueries queries;
  private final @Nullable String schema;
  private final boolean upperCase;

  /**
   * The catalog of one schema.
   *
   * @param schema its name, null for the connection's own
   */
  Catalog(Connection connection, @Nullable String schema) throws SQLException {
    this.connection = connection;
    this.database = Database.of(connection);
    this.queries = database == Database.H2 ? CatalogQueries.H2 : CatalogQueries.POSTGRESQL;
    this.upperCase = connection.getMetaData().storesUpperCaseIdentifiers();
    this.schema = schema == null ? null : stored(schema);
  }

  Database database() {
    return database;
  }

  boolean hasSchema() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(queries.schema())) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** What has this name, null if nothing has. */
  @Nullable Relation relation(String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(queries.relation())) {
      statement.setString(1, schema);
      statement.setString(2, stored(name));
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        boolean isTable = rows.getBoolean(1);
        boolean isReadable = rows.getBoolean(2);
        Map<String, String> columns = new HashMap<>();
        do {
          String column = rows.getString(3);
          if (column != null && stored(column.toLowerCase(Locale.ROOT)).equals(column)) {
            columns.put(
                column.toLowerCase(Locale.ROOT), rows.getString(4).toLowerCase(Locale.ROOT));
          }
        } while (rows.next());
        return new Relation(isTable, isReadable, columns);
      }
    }
  }

  /** Whether there is this index, on this table. */
  boolean hasIndex(String index, String table) throws SQLException {
    return stored(table).equals(indexed(index));
  }

  /** Whether something else than an index on this table has the name. */
  boolean isIndexTaken(String index, String table) throws SQLException {
    String indexed = indexed(index);
    return indexed != null && !indexed.equals(stored(table));
  }

  /** The table that an index is on, null if nothing has the name, empty if it is no valid index. */
  private @Nullable String indexed(String index) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(queries.index())) {
      statement.setString(1, schema);
      statement.setString(2, stored(index));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /**
   * The other schema in which a statement that names no schema finds the table, or null: PostgreSQL
   * looks through a whole path of them, and creates in the first.
   */
  @Nullable String elsewhere(String name) throws SQLException {
    if (database == Database.H2 || schema != null) {
      return null;
    }
    return text(CatalogQueries.ELSEWHERE, name);
  }

  /** Whether a table has any. */
  boolean hasRows(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select exists (select 1 from " + table + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** The encoding of a database that cannot hold every text, else null. */
  @Nullable String narrowEncoding() throws SQLException {
    return database == Database.H2
        ? null
        : text("select s from current_setting('server_encoding') s where s <> ?", "UTF8");
  }

  /** The names of a PostgreSQL table's constraints, without those of indexes made by themselves. */
  List<String> constraints(String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select conname from pg_catalog.pg_constraint where conrelid = to_regclass(?)")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private @Nullable String text(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** A lower-case name as the database has it, where it was not written in quotes. */
  private String stored(String name) {
    return upperCase ? name.toUpperCase(Locale.ROOT) : name;
  }
}
