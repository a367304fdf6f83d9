package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.SchemaProblem.Mender;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the tables of a database with the definition in the jar. */
record SchemaCheck(
    TableNames names, Catalog catalog, Definition definition, UnprefixedTables unprefixed) {
  static SchemaCheck of(Connection connection, TableNames names) throws SQLException {
    Catalog catalog = new Catalog(connection, names.schema());
    Definition definition = Definition.of(catalog.database());
    UnprefixedTables unprefixed = new UnprefixedTables(names, catalog, definition);
    return new SchemaCheck(names, catalog, definition, unprefixed);
  }

  List<SchemaProblem> problems() throws SQLException {
    List<SchemaProblem> problems = new ArrayList<>();
    String encoding = catalog.narrowEncoding();
    if (encoding != null) {
      problems.add(
          new SchemaProblem(
              "the database's encoding is "
                  + encoding
                  + ", which cannot hold every text; make another one with: create database NAME"
                  + " template template0 encoding 'UTF8'",
              Mender.OPERATOR));
    }
    for (Table table : Table.values()) {
      problems.addAll(problems(table));
    }
    unprefixed.hiddenRows().ifPresent(problems::add);
    return problems;
  }

  List<SchemaProblem> problems(Table table) throws SQLException {
    String name = names.table(table);
    String elsewhere = names.schema() == null ? catalog.elsewhere(name) : null;
    if (elsewhere != null) {
      return List.of(
          new SchemaProblem(
              "table %s is in schema %s, not in the connection's own; name that one, in the URL by currentSchema=%s"
                  .formatted(name, elsewhere, elsewhere),
              Mender.OPERATOR));
    }
    Relation relation = catalog.relation(names.bareTable(table));
    if (relation == null) {
      String renamed =
          unprefixed.find(table) == null
              ? ""
              : "; an earlier version's is there as " + UnprefixedTables.old(table);
      return List.of(new SchemaProblem("table " + name + " is missing" + renamed, Mender.CREATE));
    }
    List<SchemaProblem> problems =
        new ArrayList<>(relation.differences(name, definition.columns(table)));
    if (!relation.isReadable()) {
      problems.add(
          new SchemaProblem(
              "table %s may not be read by this user; grant select, insert, update and delete on it"
                  .formatted(name),
              Mender.OPERATOR));
    }
    problems.addAll(indexProblems(table));
    return problems;
  }

  boolean isMissing(Table table) throws SQLException {
    return catalog.relation(names.bareTable(table)) == null;
  }

  /** Whether there is any of the tables, be it an earlier version's. */
  boolean isAnyThere() throws SQLException {
    for (Table table : Table.values()) {
      if (!isMissing(table) || unprefixed.find(table) != null) {
        return true;
      }
    }
    return false;
  }

  private List<SchemaProblem> indexProblems(Table table) throws SQLException {
    List<SchemaProblem> problems = new ArrayList<>();
    for (String bare : definition.indexes(table)) {
      String index = names.prefix() + bare;
      String qualified = names.qualifiedPrefix() + bare;
      if (catalog.isIndexTaken(index, names.bareTable(table))) {
        problems.add(
            new SchemaProblem(
                "index %s is not a valid index of table %s; drop or rename it"
                    .formatted(qualified, names.table(table)),
                Mender.OPERATOR));
      } else if (!catalog.hasIndex(index, names.bareTable(table))) {
        problems.add(new SchemaProblem("index " + qualified + " is missing", Mender.CREATE));
      }
    }
    return problems;
  }
}
