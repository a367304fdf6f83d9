package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail.Entries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and trims the table {@code audit}, to which {@link LogWriter} appends. */
final class AuditTable {
  /** At once, so that a page has a bound, and a writer waits for a trim only for a moment. */
  static final int MOST = 1_000;

  private static final int COLUMNS_AT = 2;
  private static final int ORIGIN = NextChange.AUDIT_COLUMNS.origin(COLUMNS_AT);

  private final String page;
  private final String oldest;
  private final String delete;

  AuditTable(TableNames names) {
    // The order names the columns of the index that is to be used: H2 wants it so.
    this.page =
        names
            .sql(
                """
                select change_sequence, {columns} from {audit}
                where org_id = ? and change_sequence < ?
                order by org_id desc, change_sequence desc fetch first ? rows only
                """)
            .replace("{columns}", NextChange.AUDIT_COLUMNS.names());
    this.oldest =
        names.sql(
            """
            select org_id, change_sequence from {audit} where changed_at < ?
            order by changed_at fetch first ? rows only
            """);
    this.delete = names.sql("delete from {audit} where org_id = ? and change_sequence = ?");
  }

  Entries page(
      Connection connection, OrganizationId organization, @Nullable LogPosition before, int limit)
      throws SQLException {
    int most = Math.min(limit, MOST);
    List<AuditEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    long last = 0;
    try (PreparedStatement statement = connection.prepareStatement(page)) {
      statement.setString(1, organization.value());
      statement.setLong(2, before == null ? Long.MAX_VALUE : before.sequence());
      statement.setInt(3, most + 1);
      try (ResultSet row = statement.executeQuery()) {
        for (int i = 0; i < most && row.next(); i++) {
          last = row.getLong(1);
          try {
            entries.add(AuditColumn.entry(row, last, ORIGIN));
          } catch (IllegalArgumentException e) {
            unreadable.add(
                "entry " + last + " of the audit trail of " + organization + ": " + e.getMessage());
          }
        }
        return new Entries(
            entries, unreadable, row.next() ? new LogPosition(last, Instant.EPOCH) : null);
      }
    }
  }

  /** What is old, at most so many entries. */
  List<Old> old(Handle handle, Instant before, int limit) {
    return Jdbis.query(handle, oldest, List.of(Rows.utc(before), limit))
        .map((row, context) -> new Old(Rows.text(row, 1), row.getLong(2)))
        .list();
  }

  /** Removes entries; returns how many were still there. */
  int remove(Handle handle, List<Old> old) {
    int removed = 0;
    for (Old each : old) {
      removed += handle.execute(delete, each.organization(), each.sequence());
    }
    return removed;
  }

  /**
   * The key of an entry.
   *
   * @param organization the text of its column
   * @param sequence its number
   */
  record Old(String organization, long sequence) {}
}
