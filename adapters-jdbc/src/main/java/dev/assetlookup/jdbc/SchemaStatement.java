package dev.assetlookup.jdbc;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the definition.
 *
 * @param table what it creates, alters, fills or indexes, null if it is about no table
 */
record SchemaStatement(String sql, Kind kind, @Nullable Table table) {
  private static final Pattern RENAME_COLUMN =
      Pattern.compile("alter table .* rename (column .* )?to ");
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^(?:create table if not exists|alter table|update"
              + "|create (?:index|or replace trigger).*?\\bon) (\\S+)",
          Pattern.DOTALL);

  /** When a statement is needed. */
  enum Kind {
    /** If the table is missing. */
    CREATE_TABLE,
    /** Before it is looked whether a table lacks a column. */
    RENAME_COLUMN,
    /** If the table lacks something. */
    COMPLETE
  }

  static SchemaStatement of(String sql, TableNames names) {
    return new SchemaStatement(sql, kind(sql), table(sql, names));
  }

  private static Kind kind(String sql) {
    if (sql.startsWith("create table ")) {
      return Kind.CREATE_TABLE;
    }
    return RENAME_COLUMN.matcher(sql).find() ? Kind.RENAME_COLUMN : Kind.COMPLETE;
  }

  private static @Nullable Table table(String sql, TableNames names) {
    Matcher subject = SUBJECT.matcher(sql);
    if (!subject.find()) {
      return null;
    }
    return Arrays.stream(Table.values())
        .filter(table -> names.table(table).equals(subject.group(1)))
        .findFirst()
        .orElse(null);
  }
}
