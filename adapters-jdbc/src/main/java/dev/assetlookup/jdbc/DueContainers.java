package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The containers that may have something to sweep, on a handle in a transaction. */
final class DueContainers {
  private static final int MOST = 1_000;

  private final TableNames names;

  DueContainers(TableNames names) {
    this.names = names;
  }

  /** The next entries; a row without a key is passed over. */
  List<Due> page(Handle handle, Stage stage, Instant until, @Nullable Due after, int limit) {
    // Cut, because PostgreSQL's driver would round.
    Instant last =
        until.isAfter(UtcTime.LATEST) ? UtcTime.LATEST : until.truncatedTo(ChronoUnit.MICROS);
    @Nullable Position from = after == null ? null : Position.of(after);
    while (true) {
      PageReader page = new PageReader(handle, stage, Math.min(limit, MOST));
      page.read(last, from);
      List<Due> entries = page.rows.stream().flatMap(row -> row.due().stream()).toList();
      if (!entries.isEmpty() || page.rows.isEmpty()) {
        return entries;
      }
      from = page.rows.get(page.rows.size() - 1);
    }
  }

  /** A row of an index, also one that has no key. */
  private record Position(Instant since, String organization, UUID container) {
    static Position of(Due due) {
      ContainerKey key = due.key();
      return new Position(due.since(), key.organization().value(), key.container().uuid());
    }

    Optional<Due> due() {
      return Rows.containerKey(organization, container).map(key -> new Due(since, key));
    }
  }

  /**
   * Filled from ranges of the stage's index. A later page takes three, because neither database
   * takes "a > ? or (a = ? and b > ?)" as one range; and the ends of times are included, because H2
   * would step over all rows of an end that is not.
   */
  private final class PageReader {
    final List<Position> rows = new ArrayList<>();
    private final Handle handle;
    private final String since;
    private final int limit;

    PageReader(Handle handle, Stage stage, int limit) {
      this.handle = handle;
      this.since =
          switch (stage) {
            case RELEASE -> "oldest_held";
            case FORGET -> "oldest_stale";
          };
      this.limit = limit;
    }

    void read(Instant last, @Nullable Position after) {
      Instant first = after == null ? Rows.EARLIEST : after.since();
      if (last.isBefore(first)) {
        return;
      }
      if (after != null) {
        OffsetDateTime time = Rows.utc(first);
        read("= ? and org_id = ? and container_id > ?", time, after.organization, after.container);
        // Begins at the least text after the organization, as a scan does.
        read("= ? and org_id >= ?", time, after.organization + '\u0001');
        first = first.plus(1, ChronoUnit.MICROS);
      }
      read("between ? and ?", Rows.utc(first), Rows.utc(last));
    }

    private void read(String range, Object... ends) {
      if (rows.size() == limit) {
        return;
      }
      String sql =
          names
              .sql(
                  """
                  select {since}, org_id, container_id from {container} where {since} {range}
                  order by {since}, org_id, container_id fetch first ? rows only
                  """)
              .replace("{since}", since)
              .replace("{range}", range);
      List<Object> arguments = new ArrayList<>(List.of(ends));
      arguments.add(limit - rows.size());
      rows.addAll(Jdbis.query(handle, sql, arguments).map((row, context) -> position(row)).list());
    }
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(Rows.instant(row, 1), Rows.text(row, 2), row.getObject(3, UUID.class));
  }
}
