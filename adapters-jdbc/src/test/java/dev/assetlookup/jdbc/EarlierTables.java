package dev.assetlookup.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;

/** Tables as an earlier version made them. */
enum EarlierTables {
  /** Without the columns and indexes for lists and sweeps. */
  FIRST,
  /** Without the table of organizations. */
  SECOND,
  /** Without the types of creatives. */
  THIRD,
  /** Without the log of changes. */
  FOURTH,
  /** Without bounds, rotation and uses of keys. */
  FIFTH;

  /** Makes them, with the rows that a table of this version has in the columns they share. */
  void copy(DataSource dataSource, TableNames from, TableNames to)
      throws IOException, SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(definition(JdbcSchema.Database.of(connection), to));
      for (Table table : List.of(Table.CONTAINER, Table.ASSET, Table.API_KEY)) {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows =
            statement.executeQuery("select * from " + to.table(table) + " where 1 = 0")) {
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnName(i));
          }
        }
        String list = String.join(", ", columns);
        statement.execute(
            "insert into %s (%s) select %s from %s"
                .formatted(to.table(table), list, renamed(list), from.table(table)));
      }
    }
  }

  /** What this version calls the columns of that one. */
  private static String renamed(String columns) {
    return columns
        .toLowerCase(Locale.ROOT)
        .replace("held_since", "oldest_held")
        .replace("stale_since", "oldest_stale");
  }

  private String definition(JdbcSchema.Database database, TableNames names) throws IOException {
    String name =
        name().toLowerCase(Locale.ROOT)
            + (database == JdbcSchema.Database.H2 ? "/h2.sql" : "/postgresql.sql");
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${prefix}", names.qualifiedPrefix())
          .replace("${bare}", names.prefix());
    }
  }
}
