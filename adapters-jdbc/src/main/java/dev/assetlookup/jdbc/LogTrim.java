package dev.assetlookup.jdbc;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Removes the oldest entries of the change log, on a handle in a transaction. */
final class LogTrim {
  /** At once, so that a writer waits only for a moment. */
  static final int MOST = 1_000;

  private final String oldest;
  private final String delete;

  LogTrim(TableNames names) {
    // The last entry of an organization stays, however old it is.
    this.oldest =
        names.sql(
            """
            select c.org_id, max(c.change_sequence) as last_old from (
              select old.org_id, old.change_sequence from {change} old
              join {organization} o on o.org_id = old.org_id
              where old.changed_at < ? and old.change_sequence < o.change_sequence
              order by old.changed_at fetch first ? rows only) c
            group by c.org_id order by c.org_id
            """);
    this.delete =
        names.sql(
            """
            delete from {change} where org_id = ? and change_sequence in (
              select change_sequence from {change} where org_id = ? and change_sequence <= ?
              order by org_id, change_sequence fetch first ? rows only)
            """);
  }

  /**
   * A beginning of an organization's log.
   *
   * @param organization the text of its column
   * @param last the number of its last entry
   */
  record Old(String organization, long last) {}

  /** What is old, at most so many entries of it. */
  List<Old> old(Handle handle, Instant before, int limit) {
    return Jdbis.query(handle, oldest, List.of(Rows.utc(before), limit))
        .map((row, context) -> new Old(Rows.text(row, 1), row.getLong(2)))
        .list();
  }

  /** Removes the first entries, at most so many of all; returns how many. */
  int remove(Handle handle, List<Old> old, int limit) {
    int removed = 0;
    for (Old each : old) {
      if (removed < limit) {
        String organization = each.organization();
        removed += handle.execute(delete, organization, organization, each.last(), limit - removed);
      }
    }
    return removed;
  }
}
