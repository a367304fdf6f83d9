package dev.assetlookup.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some columns of a table, as statements name and bind them.
 *
 * @param list consecutive columns of one table
 * @param <T> what a row of the table is made from
 */
record Columns<T>(List<Column<T>> list) {
  /** A column and all behind it. */
  static <T> Columns<T> from(Column<T> first) {
    return new Columns<>(first.table().from(first));
  }

  int size() {
    return list.size();
  }

  /** What the reads of a {@link Column} take where the first of these is at a position. */
  int origin(int at) {
    return at - list.get(0).ordinal();
  }

  /** {@code a, b}. */
  String names() {
    return list.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** {@code alias.a, alias.b}. */
  String names(String alias) {
    return list.stream()
        .map(column -> alias + "." + column.name())
        .collect(Collectors.joining(", "));
  }

  /** {@code ?, ?}. */
  String placeholders() {
    return list.stream().map(column -> "?").collect(Collectors.joining(", "));
  }

  /** {@code a = ?, b = ?}. */
  String assignments() {
    return list.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "));
  }

  /** Binds the values of a row; returns the next position. */
  int bind(PreparedStatement statement, int at, T row) throws SQLException {
    int next = at;
    for (Column<T> column : list) {
      column.bind(statement, next++, row);
    }
    return next;
  }

  /** Whether a stored row has the values of this one in these columns, the first at a position. */
  boolean areSame(ResultSet stored, int at, T row) throws SQLException {
    int next = at;
    for (Column<T> column : list) {
      if (!column.isSame(stored, next++, row)) {
        return false;
      }
    }
    return true;
  }
}
