package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.CorruptRecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The containers that may have something to sweep, on a handle in a transaction. */
final class DueContainers {
  private final TableNames names;

  DueContainers(TableNames names) {
    this.names = names;
  }

  List<Due> page(Handle handle, Stage stage, Instant until, @Nullable Due after, int limit) {
    // Cut, because PostgreSQL's driver would round.
    Instant last = until.isAfter(Rows.LATEST) ? Rows.LATEST : until.truncatedTo(ChronoUnit.MICROS);
    Instant first = after == null ? Rows.EARLIEST : after.since();
    Page page = new Page(handle, stage, limit);
    if (last.isBefore(first)) {
      return page.entries;
    }
    if (after != null) {
      OffsetDateTime since = Rows.utc(first);
      String organization = after.key().organization().value();
      UUID container = after.key().container().uuid();
      page.read("= ? and org_id = ? and container_id > ?", since, organization, container);
      // Begins at the least text after the organization, as a scan does.
      page.read("= ? and org_id >= ?", since, organization + '\u0001');
      first = first.plus(1, ChronoUnit.MICROS);
    }
    page.read("between ? and ?", Rows.utc(first), Rows.utc(last));
    return page.entries;
  }

  /**
   * Filled from ranges of the stage's index. A later page takes three, because neither database
   * takes "a > ? or (a = ? and b > ?)" as one range; and the ends of times are included, because H2
   * would step over all rows of an end that is not.
   */
  private final class Page {
    final List<Due> entries = new ArrayList<>();
    private final Handle handle;
    private final String since;
    private final int limit;

    Page(Handle handle, Stage stage, int limit) {
      this.handle = handle;
      this.since =
          switch (stage) {
            case RELEASE -> "held_since";
            case FORGET -> "stale_since";
          };
      this.limit = limit;
    }

    void read(String range, Object... ends) {
      if (entries.size() == limit) {
        return;
      }
      String columns = since + ", org_id, container_id";
      String sql =
          "select "
              + columns
              + " from "
              + names.container()
              + " where "
              + since
              + " "
              + range
              + " order by "
              + columns
              + " fetch first ? rows only";
      List<Object> arguments = new ArrayList<>(List.of(ends));
      arguments.add(limit - entries.size());
      entries.addAll(Jdbis.query(handle, sql, arguments).map((row, context) -> due(row)).list());
    }
  }

  /** The tables refuse an organization that is none; without that check a sweep has to stop. */
  private static Due due(ResultSet row) throws SQLException {
    ContainerId id = new ContainerId(row.getObject(3, UUID.class));
    try {
      OrganizationId organization = new OrganizationId(Rows.text(row, 2));
      return new Due(Rows.instant(row, 1), new ContainerKey(organization, id));
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException("container " + id, e);
    }
  }
}
