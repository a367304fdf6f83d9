package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKeyId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The column {@code last_used_at} of the table {@code api_key}, on a handle in a transaction. */
final class KeyUseColumn {
  private static final int AT_ONCE = 500;

  private final String record;
  private final String select;

  KeyUseColumn(TableNames names) {
    this.record =
        names.sql(
            """
            update {api_key} set last_used_at = ?
            where key_id = ? and (last_used_at is null or last_used_at < ?)
            """);
    this.select =
        names.sql(
            "select key_id, last_used_at from {api_key}"
                + " where last_used_at is not null and key_id in (%s)");
  }

  /** In the order of ids, so that servers which do this at once do not wait for each other. */
  boolean record(Handle handle, Map<ApiKeyId, Instant> uses) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(record)) {
      for (Map.Entry<ApiKeyId, Instant> use : new TreeMap<>(uses).entrySet()) {
        // Cut here: a database would round.
        Instant at = use.getValue().truncatedTo(ChronoUnit.MICROS);
        ColumnType.TIME.bind(statement, 1, at);
        statement.setString(2, use.getKey().value());
        ColumnType.TIME.bind(statement, 3, at);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return true;
  }

  Map<ApiKeyId, Instant> last(Handle handle, List<ApiKeyId> ids) {
    Map<ApiKeyId, Instant> uses = new HashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some =
          ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).stream()
              .map(ApiKeyId::value)
              .toList();
      String sql = select.formatted(String.join(", ", Collections.nCopies(some.size(), "?")));
      Jdbis.query(handle, sql, some)
          .map((row, context) -> use(row))
          .forEach(use -> uses.put(use.getKey(), use.getValue()));
    }
    return uses;
  }

  private static Map.Entry<ApiKeyId, Instant> use(ResultSet row) throws SQLException {
    return Map.entry(new ApiKeyId(row.getString(1)), Rows.instant(row, 2));
  }
}
