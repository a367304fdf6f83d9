package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Creates the tables that are missing, and gives those of an earlier version what they lack. */
record SchemaUpgrade(Statement statement, SchemaCheck check) {
  void run() throws SQLException {
    SchemaProblem.refuseUnlessMendable(check.problems());
    for (Table table : Table.values()) {
      check.unprefixed().rename(statement, table);
    }
    TableNames names = check.names();
    if (names.schema() != null && !check.catalog().hasSchema()) {
      statement.execute(names.createSchema());
    }
    List<SchemaStatement> all = check.definition().statements(names);
    createTables(all);
    // Before columns are added: a table that came into being meanwhile may be somebody else's.
    List<SchemaProblem> problems = check.problems();
    SchemaProblem.refuseUnlessMendable(problems);
    if (!problems.isEmpty()) {
      complete(all);
    }
    problems = check.problems();
    if (!problems.isEmpty()) {
      throw new StoreNotSetUpException(
          "the tables are still not right: " + SchemaProblem.texts(problems), null);
    }
  }

  private void createTables(List<SchemaStatement> all) throws SQLException {
    for (SchemaStatement each : all) {
      if (each.kind() == SchemaStatement.Kind.CREATE_TABLE) {
        Table table = each.table();
        if (table == null) {
          throw new IllegalStateException("no such table: " + each.sql());
        }
        if (check.isMissing(table)) {
          statement.execute(each.sql());
        }
      }
    }
  }

  /**
   * Renames columns first: a table that lacks nothing then is not gone through again, which would
   * lock a large one for long.
   */
  private void complete(List<SchemaStatement> all) throws SQLException {
    for (SchemaStatement each : all) {
      if (each.kind() == SchemaStatement.Kind.RENAME_COLUMN) {
        statement.execute(each.sql());
      }
    }
    Set<Table> incomplete = incomplete();
    for (SchemaStatement each : all) {
      if (each.kind() == SchemaStatement.Kind.COMPLETE
          && (each.table() == null || incomplete.contains(each.table()))) {
        statement.execute(each.sql());
      }
    }
  }

  private Set<Table> incomplete() throws SQLException {
    Set<Table> incomplete = EnumSet.noneOf(Table.class);
    for (Table table : Table.values()) {
      if (!check.problems(table).isEmpty()) {
        incomplete.add(table);
      }
    }
    return incomplete;
  }
}
