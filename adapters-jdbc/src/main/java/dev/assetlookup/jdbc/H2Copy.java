package dev.assetlookup.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies what can be read of one H2 database into another, by way of SQL in a file. */
record H2Copy(H2Login source, H2Login target) {
  /** Copies, and closes the copy; returns the number of rows in each of its tables. */
  Map<String, Long> run(Path script) {
    String file = "'" + script.toString().replace("'", "''") + "'";
    source.execute("read", "script to " + file);
    return target.work(
        "write",
        statement -> {
          statement.execute("runscript from " + file);
          Map<String, Long> rows = rowCounts(statement);
          statement.execute("shutdown compact");
          return rows;
        });
  }

  private static Map<String, Long> rowCounts(Statement statement) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : H2Catalog.tables(statement)) {
      rows.put(table, H2Catalog.count(statement, "select count(*) from " + table));
    }
    return rows;
  }
}
