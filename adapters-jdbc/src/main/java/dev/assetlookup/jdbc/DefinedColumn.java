package dev.assetlookup.jdbc;

import java.util.regex.Pattern;

/**
 * A column as the definition in the jar has it.
 *
 * @param type how either database names its type
 * @param isOriginal whether a table has had it from its first version on: what lacks such a column
 *     is somebody else's table
 */
record DefinedColumn(ColumnType type, boolean isOriginal) {
  private static final Pattern LENGTH = Pattern.compile("\\(\\d+\\)");

  /** From the SQL behind a column's name. */
  static DefinedColumn of(String sql, boolean isOriginal) {
    String type = LENGTH.matcher(sql).replaceFirst("");
    for (ColumnType each : ColumnType.values()) {
      if (type.startsWith(each.defined())) {
        return new DefinedColumn(each, isOriginal);
      }
    }
    throw new IllegalStateException("no type is known for " + sql);
  }
}
