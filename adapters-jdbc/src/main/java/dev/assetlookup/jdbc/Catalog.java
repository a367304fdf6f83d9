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
  private static final Queries H2 =
      new Queries(
          "select 1 from information_schema.schemata"
              + " where schema_name = coalesce(?, current_schema)",
          "select t.table_type = 'BASE TABLE', true, c.column_name, c.data_type"
              + " from information_schema.tables t left join information_schema.columns c"
              + " on c.table_schema = t.table_schema and c.table_name = t.table_name"
              + " where t.table_schema = coalesce(?, current_schema) and t.table_name = ?",
          "select table_name from information_schema.indexes"
              + " where index_schema = coalesce(?, current_schema) and index_name = ?");

  private static final Queries POSTGRESQL =
      new Queries(
          "select 1 from pg_catalog.pg_namespace"
              + " where nspname = coalesce(cast(? as text), current_schema())",
          "select c.relkind in ('r', 'p'), has_schema_privilege(n.oid, 'usage')"
              + " and has_table_privilege(c.oid, 'select'), a.attname,"
              + " format_type(a.atttypid, null)"
              + " from pg_catalog.pg_class c"
              + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
              + " left join pg_catalog.pg_attribute a"
              + " on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
              + " where n.nspname = coalesce(cast(? as text), current_schema())"
              + " and c.relname = ?",
          // Whatever else has the name stands in the way of an index as well.
          "select case when i.indisvalid then t.relname else '' end"
              + " from pg_catalog.pg_class x"
              + " join pg_catalog.pg_namespace n on n.oid = x.relnamespace"
              + " left join pg_catalog.pg_index i on i.indexrelid = x.oid"
              + " left join pg_catalog.pg_class t on t.oid = i.indrelid"
              + " where n.nspname = coalesce(cast(? as text), current_schema())"
              + " and x.relname = ?");

  private static final String ELSEWHERE =
      "select n.nspname from pg_catalog.pg_class c"
          + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " where c.relname = ? and pg_table_is_visible(c.oid)"
          + " and n.nspname <> coalesce(current_schema(), '')";

  private final Connection connection;
  private final Database database;
  private final Queries queries;
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
    this.queries = database == Database.H2 ? H2 : POSTGRESQL;
    this.upperCase = connection.getMetaData().storesUpperCaseIdentifiers();
    this.schema = schema == null ? null : stored(schema);
  }

  private record Queries(String schema, String relation, String index) {}

  /**
   * Something that has the name of a table.
   *
   * @param isTable false for a view and the like
   * @param isReadable false if this user may not read it
   * @param columns their types by their names, in lower case
   */
  record Relation(boolean isTable, boolean isReadable, Map<String, String> columns) {}

  Database database() {
    return database;
  }

  boolean hasSchema() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(queries.schema)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** What has this name, null if nothing has. */
  @Nullable Relation relation(String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(queries.relation)) {
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
    try (PreparedStatement statement = connection.prepareStatement(queries.index)) {
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
    return text(ELSEWHERE, name);
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
