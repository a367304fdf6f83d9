package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables are. Both parts go into SQL as they are, hence the narrow form.
 *
 * @param schema a lower-case SQL name of at most 30 characters, null for the connection's own
 * @param prefix what each table name begins with; a lower-case SQL name of at most 30 characters,
 *     or empty
 */
public record TableNames(@Nullable String schema, String prefix) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,29}");

  /** Tables whose names begin with {@code asset_lookup_}, in the connection's own schema. */
  public static final TableNames DEFAULT = new TableNames(null, "asset_lookup_");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if a part is not of the form above
   */
  public TableNames {
    Objects.requireNonNull(prefix);
    if (schema != null && !NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException("not a lower-case SQL name for a schema");
    }
    if (!prefix.isEmpty() && !NAME.matcher(prefix).matches()) {
      throw new IllegalArgumentException("not a lower-case SQL name for a table prefix");
    }
  }

  /** SQL in which tables are named in braces, as in <code>select * from {asset}</code>. */
  String sql(String template) {
    String sql = template;
    for (Table table : Table.values()) {
      sql = sql.replace("{" + table.bareName() + "}", table(table));
    }
    return sql;
  }

  String qualifiedPrefix() {
    return schema == null ? prefix : schema + "." + prefix;
  }

  /** Which tables of a database a connection's statements reach, as one text. */
  String in(Connection connection) throws SQLException {
    if (schema == null) {
      return connection.getSchema() + "." + prefix;
    }
    boolean isUpper = connection.getMetaData().storesUpperCaseIdentifiers();
    return (isUpper ? schema.toUpperCase(Locale.ROOT) : schema) + "." + prefix;
  }

  String createSchema() {
    return "create schema if not exists " + schema;
  }

  /** The name of a table without its schema. */
  String bareTable(Table table) {
    return prefix + table.bareName();
  }

  String table(Table table) {
    return qualifiedPrefix() + table.bareName();
  }

  String container() {
    return table(Table.CONTAINER);
  }

  String asset() {
    return table(Table.ASSET);
  }

  String apiKey() {
    return table(Table.API_KEY);
  }

  String organization() {
    return table(Table.ORGANIZATION);
  }
}
