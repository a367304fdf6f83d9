package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The containers of an organization, newest first, on a handle in a transaction. One whose time no
 * position can have has no place among them; a scan finds it.
 */
final class ContainerList {
  /** Behind {@code container_id}. */
  private static final Columns<Container> CONTAINER = Columns.from(ContainerColumn.CREATED_AT);

  private static final int CONTAINER_ORIGIN = CONTAINER.origin(2);
  private static final int ASSET_ID_AT = 2 + CONTAINER.size();
  private static final Columns<AssetRow> DESCRIPTOR = Columns.from(AssetColumn.URL);
  private static final int ASSET_ORIGIN = DESCRIPTOR.origin(ASSET_ID_AT + 1);

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
        Range sameTime = new Range(organization, filter, time, time);
        sameTime.and("container_id < ?", after.container().uuid());
        page.addAll(sameTime.read(handle, limit));
      }
      Instant older = time.minus(1, ChronoUnit.MICROS);
      until = older.isBefore(until) ? older : until;
    }
    if (page.size() < limit && !until.isBefore(since)) {
      Range range = new Range(organization, filter, since, until);
      page.addAll(range.read(handle, limit - page.size()));
    }
    return new Page(page, page.size() < limit ? null : page.get(limit - 1).position());
  }

  /** One range of the index, and the conditions on what is in it. */
  private final class Range {
    private final OrganizationId organization;
    private final StringBuilder where = new StringBuilder("deleted_at is null");
    private final List<Object> arguments = new ArrayList<>();
    private final String order;

    /** Both ends are included: H2 would step over all rows of an end that is not. */
    Range(OrganizationId organization, ContainerFilter filter, Instant since, Instant until) {
      this.organization = organization;
      and("org_id = ?", organization.value());
      String project = filter.projectId();
      if (project != null) {
        and("project_id = ?", project);
      }
      if (since.equals(until)) {
        and("created_at = ?", Rows.utc(since));
      } else {
        and("created_at >= ?", Rows.utc(since));
        and("created_at <= ?", Rows.utc(until));
      }
      in("status", filter.statuses().stream().map(ContainerStatus::wireName).toList());
      in("format", filter.formats());
      in("creative_type", filter.creativeTypes());
      // The order names all columns of the index that is to be used: H2 wants it so.
      order =
          (project == null ? "org_id" : "org_id, project_id")
              + ", deleted_at, created_at desc, container_id desc";
    }

    void and(String condition, Object argument) {
      where.append(" and ").append(condition);
      arguments.add(argument);
    }

    private void in(String column, Collection<String> values) {
      if (!values.isEmpty()) {
        String placeholders = "?" + ", ?".repeat(values.size() - 1);
        where.append(" and ").append(column).append(" in (").append(placeholders).append(')');
        arguments.addAll(values);
      }
    }

    List<Listed> read(Handle handle, int limit) {
      String sql =
          names
              .sql(
                  """
                  select c.container_id, {container columns}, a.asset_id, {descriptor}
                  from (select * from {container} where {where}
                    order by {order} fetch first ? rows only) c
                  left join {asset} a on a.org_id = c.org_id and a.container_id = c.container_id
                    and a.asset_id = c.primary_asset_id and a.superseded_in = 0
                  order by c.created_at desc, c.container_id desc
                  """)
              .replace("{container columns}", CONTAINER.names("c"))
              .replace("{descriptor}", DESCRIPTOR.names("a"))
              .replace("{where}", where)
              .replace("{order}", order);
      arguments.add(limit);
      return Jdbis.query(handle, sql, arguments)
          .map((row, context) -> listed(organization, row))
          .list();
    }
  }

  private static Listed listed(OrganizationId organization, ResultSet row) throws SQLException {
    ContainerId id = new ContainerId(row.getObject(1, UUID.class));
    ContainerPosition position =
        new ContainerPosition(ContainerColumn.CREATED_AT.instant(row, CONTAINER_ORIGIN), id);
    try {
      return new Listed.Row(
          new ContainerSummary(
              new ContainerKey(organization, id),
              position.createdAt(),
              ContainerColumn.details(row, CONTAINER_ORIGIN),
              primaryAsset(row)));
    } catch (IllegalArgumentException e) {
      return new Listed.Broken(position, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Asset primaryAsset(ResultSet row) throws SQLException {
    String id = ContainerColumn.PRIMARY_ASSET_ID.nullableText(row, CONTAINER_ORIGIN);
    if (id == null) {
      return null;
    }
    try {
      if (row.getString(ASSET_ID_AT) == null) {
        throw new IllegalArgumentException("it is the first of the container, and not there");
      }
      return new Asset(new AssetId(id), AssetColumn.descriptor(row, ASSET_ORIGIN));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("asset " + id + ": " + e.getMessage(), e);
    }
  }
}
