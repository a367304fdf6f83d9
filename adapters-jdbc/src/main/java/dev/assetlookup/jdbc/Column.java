package dev.assetlookup.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table. Reads take the row and the position that the table's first column has, or
 * would have; see {@link Columns#origin}. A required value that is null ends in an {@link
 * IllegalArgumentException}.
 *
 * @param table all columns of the table
 * @param ordinal where this one stands among them, from 0
 * @param name as it stands in SQL
 * @param type of all its values
 * @param value what a row stores in it: a text, a number, a boolean, an {@link Instant}, or null
 * @param <T> what a row of the table is made from
 */
record Column<T>(
    TableColumns<T> table,
    int ordinal,
    String name,
    ColumnType type,
    Function<T, @Nullable Object> value) {
  void bind(PreparedStatement statement, int at, T row) throws SQLException {
    type.bind(statement, at, value.apply(row));
  }

  /** Whether a stored row has the value of this one. */
  boolean isSame(ResultSet stored, int at, T row) throws SQLException {
    return Objects.equals(type.read(stored, at), value.apply(row));
  }

  String text(ResultSet row, int origin) throws SQLException {
    return Rows.text(row, origin + ordinal);
  }

  @Nullable String nullableText(ResultSet row, int origin) throws SQLException {
    return row.getString(origin + ordinal);
  }

  /** A value that is made from a text, null if that is. */
  <V> @Nullable V nullable(ResultSet row, int origin, Function<String, V> parse)
      throws SQLException {
    String text = nullableText(row, origin);
    return text == null ? null : parse.apply(text);
  }

  /** A constant whose name is stored in lower case. */
  <E extends Enum<E>> E constant(ResultSet row, int origin, Class<E> type) throws SQLException {
    return Enum.valueOf(type, text(row, origin).toUpperCase(Locale.ROOT));
  }

  @Nullable UUID nullableUuid(ResultSet row, int origin) throws SQLException {
    return row.getObject(origin + ordinal, UUID.class);
  }

  long number(ResultSet row, int origin) throws SQLException {
    return row.getLong(origin + ordinal);
  }

  @Nullable Long nullableLong(ResultSet row, int origin) throws SQLException {
    return Rows.nullableLong(row, origin + ordinal);
  }

  @Nullable Integer nullableInt(ResultSet row, int origin) throws SQLException {
    return Rows.nullableInt(row, origin + ordinal);
  }

  boolean isTrue(ResultSet row, int origin) throws SQLException {
    return row.getBoolean(origin + ordinal);
  }

  Instant instant(ResultSet row, int origin) throws SQLException {
    return Rows.instant(row, origin + ordinal);
  }

  @Nullable Instant nullableInstant(ResultSet row, int origin) throws SQLException {
    return Rows.nullableInstant(row, origin + ordinal);
  }
}
