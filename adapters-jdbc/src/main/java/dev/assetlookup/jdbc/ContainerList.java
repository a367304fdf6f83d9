package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The containers of an organization, newest first, on a handle in a transaction. One whose time no
 * position can have has no place among them; a scan finds it.
 */
final class ContainerList {
  /** This many entries with the longest texts take about 8 MiB. */
  private static final int MOST = 100;

  private final TableNames names;

  ContainerList(TableNames names) {
    this.names = names;
  }

  Page page(
      Handle handle,
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int most) {
    int limit = Math.min(most, MOST);
    Instant since = filter.since() == null ? Rows.EARLIEST : filter.since();
    Instant until = filter.until() == null ? UtcTime.LATEST : filter.until();
    List<Listed> page = new ArrayList<>();
    // Two range reads, because neither database takes "a < ? or (a = ? and b < ?)" as one range.
    if (after != null) {
      Instant time = after.createdAt();
      if (!time.isBefore(since) && !time.isAfter(until)) {
        ListRange sameTime = new ListRange(organization, filter, time, time);
        sameTime.and("container_id < ?", after.container().uuid());
        page.addAll(sameTime.read(handle, names, limit));
      }
      Instant older = time.minus(1, ChronoUnit.MICROS);
      until = older.isBefore(until) ? older : until;
    }
    if (page.size() < limit && !until.isBefore(since)) {
      ListRange range = new ListRange(organization, filter, since, until);
      page.addAll(range.read(handle, names, limit - page.size()));
    }
    return new Page(page, page.size() < limit ? null : page.get(limit - 1).position());
  }
}
