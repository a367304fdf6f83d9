package dev.assetlookup.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table as its class declares them, which is the order in which each statement has
 * those that it needs.
 *
 * @param <T> what a row of the table is made from
 */
final class TableColumns<T> {
  private final List<Column<T>> columns = new ArrayList<>();

  /** Declares the next column. */
  Column<T> add(String name, ColumnType type, Function<T, @Nullable Object> value) {
    Column<T> column = new Column<>(this, columns.size(), name, type, value);
    columns.add(column);
    return column;
  }

  /** A column and all that are declared behind it. */
  List<Column<T>> from(Column<T> first) {
    return List.copyOf(columns.subList(first.ordinal(), columns.size()));
  }
}
