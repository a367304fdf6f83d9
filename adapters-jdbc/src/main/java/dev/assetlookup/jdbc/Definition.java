package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.JdbcSchema.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables as the SQL in the jar defines them for one database: what is run, what is printed, and
 * what a database is compared with. Immutable.
 */
final class Definition {
  private static final Pattern CREATE_TABLE =
      Pattern.compile("(?ms)^create table if not exists \\$\\{prefix}(\\w+) \\($(.*?)^\\);$");
  private static final Pattern COLUMN =
      Pattern.compile("(?m)^  (?!primary |unique |check |constraint )(\\w+) +(.*)$");
  private static final Pattern ADD_COLUMN =
      Pattern.compile(
          "(?m)^alter table \\$\\{prefix}(\\w+) add column if not exists (\\w+) (.*);$");
  private static final Pattern CREATE_INDEX =
      Pattern.compile(
          "(?m)^create index if not exists \\$\\{\\w+}(\\w+)\\s+on \\$\\{prefix}(\\w+) ");

  private static final Map<Database, Definition> ALL =
      Arrays.stream(Database.values())
          .collect(Collectors.toUnmodifiableMap(database -> database, Definition::read));

  private final String template;
  private final Map<Table, Map<String, DefinedColumn>> columns = new EnumMap<>(Table.class);
  private final Map<Table, List<String>> indexes = new EnumMap<>(Table.class);

  private Definition(String template) {
    this.template = template;
    for (Table table : Table.values()) {
      columns.put(table, Collections.unmodifiableMap(columnsOf(table)));
      indexes.put(table, indexesOf(table));
    }
  }

  static Definition of(Database database) {
    return Objects.requireNonNull(ALL.get(database));
  }

  private static Definition read(Database database) {
    String name = database.name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream in = Definition.class.getResourceAsStream(name)) {
      return new Definition(
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " from the jar", e);
    }
  }

  /** The SQL for tables of these names. */
  String sql(TableNames names) {
    return template
        .replace("${prefix}", names.qualifiedPrefix())
        .replace("${bare}", names.prefix());
  }

  /** The statements of that SQL, without comments. */
  List<SchemaStatement> statements(TableNames names) {
    String plain = sql(names).replaceAll("(?m)^--.*\n", "");
    List<SchemaStatement> statements = new ArrayList<>();
    for (String sql : plain.split(";\\s*\n", -1)) {
      if (!sql.isBlank()) {
        statements.add(SchemaStatement.of(sql.strip(), names));
      }
    }
    return statements;
  }

  /** The columns of a table by their names: the original ones, then those that were added. */
  Map<String, DefinedColumn> columns(Table table) {
    return Objects.requireNonNull(columns.get(table));
  }

  /** The names of a table's indexes, before which a prefix stands, in alphabetical order. */
  List<String> indexes(Table table) {
    return Objects.requireNonNull(indexes.get(table));
  }

  private Map<String, DefinedColumn> columnsOf(Table table) {
    Map<String, DefinedColumn> added = new LinkedHashMap<>();
    for (MatchResult column : matches(ADD_COLUMN, template)) {
      if (column.group(1).equals(table.bareName())) {
        added.put(column.group(2), DefinedColumn.of(column.group(3), false));
      }
    }
    Map<String, DefinedColumn> all = new LinkedHashMap<>();
    for (MatchResult column : matches(COLUMN, body(table))) {
      if (!added.containsKey(column.group(1))) {
        all.put(column.group(1), DefinedColumn.of(column.group(2), true));
      }
    }
    all.putAll(added);
    return all;
  }

  private String body(Table table) {
    return matches(CREATE_TABLE, template).stream()
        .filter(definition -> definition.group(1).equals(table.bareName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no definition of table " + table))
        .group(2);
  }

  private List<String> indexesOf(Table table) {
    return matches(CREATE_INDEX, template).stream()
        .filter(index -> index.group(2).equals(table.bareName()))
        .map(index -> index.group(1))
        .sorted()
        .toList();
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().toList();
  }
}
