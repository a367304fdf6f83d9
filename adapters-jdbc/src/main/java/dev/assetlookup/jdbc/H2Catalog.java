package dev.assetlookup.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an H2 database says of itself: its tables, whoever made them, and its sizes. */
final class H2Catalog {
  private static final String USER_TABLES =
      " from information_schema.tables where table_type = 'BASE TABLE'"
          + " and table_schema <> 'INFORMATION_SCHEMA'";

  private H2Catalog() {}

  /** The names of all tables, quoted and with their schemas. */
  static List<String> tables(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select table_schema, table_name" + USER_TABLES + " order by 1, 2")) {
      List<String> tables = new ArrayList<>();
      while (row.next()) {
        tables.add(quoted(row.getString(1), row.getString(2)));
      }
      return tables;
    }
  }

  static int tableCount(Statement statement) throws SQLException {
    return Math.toIntExact(count(statement, "select count(*)" + USER_TABLES));
  }

  /** The connections that are open, without the one that asks. */
  static int connectionCount(Statement statement) throws SQLException {
    return Math.toIntExact(
        count(statement, "select count(*) - 1 from information_schema.sessions"));
  }

  /** The one number that a query gives. */
  static long count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  static H2Sizes sizes(Statement statement) throws SQLException {
    Map<String, Long> values = new LinkedHashMap<>();
    try (ResultSet row =
        statement.executeQuery(
            """
            select setting_name, setting_value from information_schema.settings
            where setting_name in ('info.FILE_SIZE', 'info.FILL_RATE', 'info.CHUNKS_FILL_RATE',
              'info.FILE_WRITE_BYTES')
            """)) {
      while (row.next()) {
        values.put(row.getString(1), Long.parseLong(row.getString(2)));
      }
    }
    long file = values.getOrDefault("info.FILE_SIZE", 0L);
    long chunks = file / 100 * values.getOrDefault("info.FILL_RATE", 100L);
    return new H2Sizes(
        file,
        chunks / 100 * values.getOrDefault("info.CHUNKS_FILL_RATE", 100L),
        values.getOrDefault("info.FILE_WRITE_BYTES", 0L));
  }

  /** An identifier of SQL, or several with points between them. */
  static String quoted(String... parts) {
    return Arrays.stream(parts)
        .map(part -> '"' + part.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining("."));
  }
}
