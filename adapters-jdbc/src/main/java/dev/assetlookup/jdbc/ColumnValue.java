package dev.assetlookup.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in a column.
 *
 * @param type of all its values
 * @param of a row's value: a text, a number, a boolean, a {@link java.time.Instant}, or null
 * @param <T> what a row of the table is made from
 */
record ColumnValue<T>(ColumnType type, Function<T, @Nullable Object> of) {
  void bind(PreparedStatement statement, int at, T row) throws SQLException {
    type.bind(statement, at, of.apply(row));
  }

  /** Whether a stored row has the value of this one. */
  boolean isSame(ResultSet stored, int at, T row) throws SQLException {
    return Objects.equals(type.read(stored, at), of.apply(row));
  }
}
