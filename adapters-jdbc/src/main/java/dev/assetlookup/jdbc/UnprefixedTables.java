package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.JdbcSchema.Database;
import dev.assetlookup.jdbc.SchemaProblem.Mender;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables of versions that knew no prefix. Under {@link TableNames#DEFAULT} they are taken over
 * by renaming them; under other names they are nobody's business.
 */
record UnprefixedTables(TableNames names, Catalog catalog, Definition definition) {
  private static final TableNames UNPREFIXED = new TableNames(null, "");
  private static final String RENAME_TABLE = "alter table %s rename to %s";
  private static final String RENAME_INDEX = "alter index %s rename to %s";

  static String old(Table table) {
    return UNPREFIXED.table(table);
  }

  private static String now(Table table) {
    return TableNames.DEFAULT.table(table);
  }

  /** How to rename them by hand, as comments in SQL. */
  static String comments(Definition definition) {
    StringBuilder text =
        new StringBuilder(
            """
            -- Tables of a version that knew no prefix are renamed by: asset-lookup schema create
            -- To do it by hand, first run, for those that are there:
            """);
    for (Table table : Table.values()) {
      if (!table.hadNoPrefix()) {
        continue;
      }
      text.append(("-- " + RENAME_TABLE + ";%n").formatted(old(table), now(table)));
      for (String index : definition.indexes(table)) {
        text.append(
            ("-- " + RENAME_INDEX + ";%n").formatted(index, TableNames.DEFAULT.prefix() + index));
      }
    }
    return text.append('\n').toString();
  }

  /** The table that such a version made, null if there is none. */
  @Nullable Relation find(Table table) throws SQLException {
    if (!names.equals(TableNames.DEFAULT)
        || !table.hadNoPrefix()
        || catalog.elsewhere(old(table)) != null) {
      return null;
    }
    Relation relation = catalog.relation(old(table));
    boolean isOurs =
        relation != null
            && relation.differences(old(table), definition.columns(table)).stream()
                .allMatch(problem -> problem.mender() == Mender.CREATE);
    return isOurs ? relation : null;
  }

  /** Rows in them beside empty tables of this version, which would hide them. */
  Optional<SchemaProblem> hiddenRows() throws SQLException {
    List<String> full = new ArrayList<>();
    for (Table table : Table.values()) {
      Relation relation = find(table) == null ? null : catalog.relation(names.bareTable(table));
      if (relation != null && relation.isReadable()) {
        if (catalog.hasRows(now(table))) {
          return Optional.empty();
        }
        if (catalog.hasRows(old(table))) {
          full.add(old(table));
        }
      }
    }
    return full.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SchemaProblem(
                "rows of an earlier version are in %s, beside empty tables of this one; drop the empty ones, and schema create renames the others"
                    .formatted(String.join(" and ", full)),
                Mender.OPERATOR));
  }

  /** Renames what is there of a table: itself, its constraints, its indexes. */
  void rename(Statement statement, Table table) throws SQLException {
    if (!names.equals(TableNames.DEFAULT)) {
      return;
    }
    if (catalog.relation(now(table)) == null && find(table) != null) {
      statement.execute(RENAME_TABLE.formatted(old(table), now(table)));
      if (catalog.database() == Database.POSTGRESQL) {
        renameConstraints(statement, table);
      }
    }
    for (String index : definition.indexes(table)) {
      String renamed = names.prefix() + index;
      if (catalog.hasIndex(index, now(table)) && !catalog.hasIndex(renamed, now(table))) {
        statement.execute(RENAME_INDEX.formatted(index, renamed));
      }
    }
  }

  private void renameConstraints(Statement statement, Table table) throws SQLException {
    for (String constraint : catalog.constraints(now(table))) {
      if (constraint.startsWith(old(table) + "_")) {
        statement.execute(
            "alter table %s rename constraint \"%s\" to \"%s%s\""
                .formatted(now(table), constraint, names.prefix(), constraint));
      }
    }
  }
}
