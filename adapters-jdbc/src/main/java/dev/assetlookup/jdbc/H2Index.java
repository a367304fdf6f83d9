package dev.assetlookup.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index of an H2 database whose rows can be counted by way of it and without it.
 *
 * @param table the quoted name of its table
 * @param first its first column, quoted
 * @param least a value that none in that column is below
 * @param other a quoted column that it lacks, so that the rows of the table must be visited
 */
record H2Index(String name, String table, String first, String least, String other) {
  static List<H2Index> all(Statement statement) throws SQLException {
    List<H2Index> indexes = new ArrayList<>();
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
              new H2Index(
                  row.getString(2),
                  H2Catalog.quoted(row.getString(1), row.getString(3)),
                  H2Catalog.quoted(row.getString(4)),
                  least.get(),
                  H2Catalog.quoted(other)));
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

  /** What is wrong if it has not as many rows as the table, or one that leads nowhere. */
  Optional<String> difference(Statement statement) throws SQLException {
    String byIndex =
        "select count(%s) from %s use index (%s) where %s >= %s"
            .formatted(other, table, H2Catalog.quoted(name), first, least);
    String byTable = "select count(%s) from %s use index ()".formatted(first, table);
    try (ResultSet row = statement.executeQuery("select (" + byIndex + "), (" + byTable + ")")) {
      row.next();
      return row.getLong(1) == row.getLong(2)
          ? Optional.empty()
          : Optional.of(
              "index %s has %s rows, its table %s".formatted(name, row.getLong(1), row.getLong(2)));
    }
  }
}
