package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.SchemaProblem.Mender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that has the name of a table.
 *
 * @param isTable false for a view and the like
 * @param isReadable false if this user may not read it
 * @param columns their types by their names, in lower case
 */
record Relation(boolean isTable, boolean isReadable, Map<String, String> columns) {
  /** How it differs from ours; what cannot be mended shows that it is somebody else's. */
  List<SchemaProblem> differences(String name, Map<String, DefinedColumn> wanted) {
    if (!isTable) {
      return List.of(
          new SchemaProblem(
              "table " + name + " is a view or the like, not a table", Mender.CHOICE_OF_NAMES));
    }
    List<SchemaProblem> problems = new ArrayList<>();
    wanted.forEach(
        (column, definition) -> {
          String type = columns.get(column);
          if (type == null) {
            problems.add(
                new SchemaProblem(
                    "column " + name + "." + column + " is missing",
                    definition.isOriginal() ? Mender.CHOICE_OF_NAMES : Mender.CREATE));
          } else if (!definition.type().isCalled(type)) {
            problems.add(
                new SchemaProblem(
                    "column %s.%s is %s, not %s"
                        .formatted(name, column, type, definition.type().catalogued()),
                    Mender.CHOICE_OF_NAMES));
          }
        });
    return problems;
  }
}
