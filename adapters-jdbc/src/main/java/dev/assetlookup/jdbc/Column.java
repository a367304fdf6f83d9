package dev.assetlookup.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table. An enum of them is the table: its constants are named as the columns are,
 * and each statement has those that it needs in the order of the enum.
 *
 * <p>Reads take the row and the position that the enum's first constant has, or would have; see
 * {@link Columns#origin}. A required value that is null ends in an {@link
 * IllegalArgumentException}.
 *
 * @param <T> what a row of the table is made from
 */
interface Column<T> {
  /** The constant's name, which is the column's in upper case. */
  String name();

  /** Where it stands among all columns of the enum, from 0. */
  int ordinal();

  /** What is stored in it. */
  ColumnValue<T> value();

  /** The name as it stands in SQL. */
  default String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  default String text(ResultSet row, int origin) throws SQLException {
    return Rows.text(row, origin + ordinal());
  }

  default @Nullable String nullableText(ResultSet row, int origin) throws SQLException {
    return row.getString(origin + ordinal());
  }

  /** A value that is made from a text, null if that is. */
  default <V> @Nullable V nullable(ResultSet row, int origin, Function<String, V> value)
      throws SQLException {
    String text = nullableText(row, origin);
    return text == null ? null : value.apply(text);
  }

  /** A constant whose name is stored in lower case. */
  default <E extends Enum<E>> E constant(ResultSet row, int origin, Class<E> type)
      throws SQLException {
    return Enum.valueOf(type, text(row, origin).toUpperCase(Locale.ROOT));
  }

  default @Nullable UUID nullableUuid(ResultSet row, int origin) throws SQLException {
    return row.getObject(origin + ordinal(), UUID.class);
  }

  default long number(ResultSet row, int origin) throws SQLException {
    return row.getLong(origin + ordinal());
  }

  default @Nullable Long nullableLong(ResultSet row, int origin) throws SQLException {
    return Rows.nullableLong(row, origin + ordinal());
  }

  default @Nullable Integer nullableInt(ResultSet row, int origin) throws SQLException {
    return Rows.nullableInt(row, origin + ordinal());
  }

  default boolean isTrue(ResultSet row, int origin) throws SQLException {
    return row.getBoolean(origin + ordinal());
  }

  default Instant instant(ResultSet row, int origin) throws SQLException {
    return Rows.instant(row, origin + ordinal());
  }

  default @Nullable Instant nullableInstant(ResultSet row, int origin) throws SQLException {
    return Rows.nullableInstant(row, origin + ordinal());
  }
}
