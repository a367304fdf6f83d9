package dev.assetlookup.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some columns of a table, as statements name and bind them.
 *
 * @param list consecutive constants of one enum
 * @param <T> what a row of the table is made from
 */
record Columns<T>(List<? extends Column<T>> list) {
  /** A constant and all behind it. */
  static <T, C extends Enum<C> & Column<T>> Columns<T> from(C first) {
    C[] all = first.getDeclaringClass().getEnumConstants();
    return new Columns<>(Arrays.stream(all).dropWhile(column -> column != first).toList());
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
    return list.stream().map(Column::sqlName).collect(Collectors.joining(", "));
  }

  /** {@code alias.a, alias.b}. */
  String names(String alias) {
    return list.stream()
        .map(column -> alias + "." + column.sqlName())
        .collect(Collectors.joining(", "));
  }

  /** {@code ?, ?}. */
  String placeholders() {
    return list.stream().map(column -> "?").collect(Collectors.joining(", "));
  }

  /** {@code a = ?, b = ?}. */
  String assignments() {
    return list.stream().map(column -> column.sqlName() + " = ?").collect(Collectors.joining(", "));
  }

  /** Binds the values of a row; returns the next position. */
  int bind(PreparedStatement statement, int at, T row) throws SQLException {
    int next = at;
    for (Column<T> column : list) {
      column.value().bind(statement, next++, row);
    }
    return next;
  }

  /** Whether a stored row has the values of this one in these columns, the first at a position. */
  boolean areSame(ResultSet stored, int at, T row) throws SQLException {
    int next = at;
    for (Column<T> column : list) {
      if (!column.value().isSame(stored, next++, row)) {
        return false;
      }
    }
    return true;
  }
}
