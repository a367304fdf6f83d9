package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.CorruptRecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code container} by its other indexes, page by page, on a handle in a transaction.
 *
 * <p>A later page is several range reads, because neither database takes "a > ? or (a = ? and b >
 * ?)" as one range. Ranges of times include their ends, because H2 would step over all rows of an
 * end that is excluded. Each order names all columns of the index: H2 wants it so.
 */
final class ContainerIndexes {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final String LISTED_COLUMNS =
      "org_id, container_id, created_at, primary_asset_id, " + Rows.DETAILS_COLUMNS;
  private static final int DETAILS_AT = 5;
  private static final int ASSET_AT = DETAILS_AT + Rows.DETAILS_WIDTH;

  private final TableNames names;

  ContainerIndexes(TableNames names) {
    this.names = names;
  }

  List<Listed> list(
      Handle handle,
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    Instant since = filter.since() == null ? EARLIEST : filter.since();
    Instant until = filter.until() == null ? LATEST : filter.until();
    List<Listed> page = new ArrayList<>();
    if (after != null) {
      if (!after.createdAt().isBefore(since) && !after.createdAt().isAfter(until)) {
        page.addAll(
            new Select(organization, filter)
                .and("created_at = ?", Rows.utc(after.createdAt()))
                .and("container_id < ?", after.container().uuid())
                .list(handle, limit));
      }
      Instant older = after.createdAt().minus(1, ChronoUnit.MICROS);
      until = older.isBefore(until) ? older : until;
    }
    if (page.size() < limit && !until.isBefore(since)) {
      page.addAll(
          new Select(organization, filter)
              .and("created_at >= ?", Rows.utc(since))
              .and("created_at <= ?", Rows.utc(until))
              .list(handle, limit - page.size()));
    }
    return page;
  }

  /** The statement of one range of a list. */
  private final class Select {
    private final OrganizationId organization;
    private final String order;
    private final StringBuilder where = new StringBuilder("org_id = ? and deleted_at is null");
    private final List<Object> arguments = new ArrayList<>();

    Select(OrganizationId organization, ContainerFilter filter) {
      this.organization = organization;
      arguments.add(organization.value());
      String project = filter.projectId();
      if (project != null) {
        and("project_id = ?", project);
      }
      order =
          (project == null ? "org_id" : "org_id, project_id")
              + ", deleted_at, created_at desc, container_id desc";
      in("status", filter.statuses().stream().map(status -> status.wireName()).toList());
      in("format", filter.formats());
    }

    Select and(String condition, Object argument) {
      where.append(" and ").append(condition);
      arguments.add(argument);
      return this;
    }

    private void in(String column, Collection<String> values) {
      if (!values.isEmpty()) {
        where
            .append(" and ")
            .append(column)
            .append(" in (?")
            .append(", ?".repeat(values.size() - 1))
            .append(")");
        arguments.addAll(values);
      }
    }

    List<Listed> list(Handle handle, int limit) {
      String sql =
          "select "
              + ContainerTables.prefixed("c", LISTED_COLUMNS)
              + ", "
              + ContainerTables.prefixed("a", "asset_id, " + Rows.DESCRIPTOR_COLUMNS)
              + " from (select "
              + LISTED_COLUMNS
              + " from "
              + names.container()
              + " where "
              + where
              + " order by "
              + order
              + " fetch first ? rows only) c left join "
              + names.asset()
              + " a on a.org_id = c.org_id and a.container_id = c.container_id"
              + " and a.asset_id = c.primary_asset_id and a.superseded_in = 0"
              + " order by c.created_at desc, c.container_id desc";
      arguments.add(limit);
      return query(handle, sql, arguments).map((row, context) -> listed(organization, row)).list();
    }
  }

  private static Listed listed(OrganizationId organization, ResultSet row) throws SQLException {
    ContainerId id = new ContainerId(row.getObject(2, UUID.class));
    ContainerPosition position = new ContainerPosition(Rows.instant(row, 3), id);
    try {
      return new Listed.Row(
          new ContainerSummary(
              new ContainerKey(organization, id),
              position.createdAt(),
              Rows.details(row, DETAILS_AT),
              primaryAsset(row)));
    } catch (IllegalArgumentException e) {
      return new Listed.Broken(position, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Asset primaryAsset(ResultSet row) throws SQLException {
    String id = row.getString(4);
    if (id == null) {
      return null;
    }
    if (row.getString(ASSET_AT) == null) {
      throw new IllegalArgumentException("asset " + id + ": it is the primary one and not there");
    }
    try {
      return new Asset(new AssetId(id), Rows.descriptor(row, ASSET_AT + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("asset " + id + ": " + e.getMessage(), e);
    }
  }

  List<Due> due(Handle handle, Stage stage, Instant until, @Nullable Due after, int limit) {
    DueRanges ranges = new DueRanges(handle, stage, limit);
    Instant last = storable(until);
    if (after == null) {
      return ranges.between(EARLIEST, last).page;
    }
    Object since = Rows.utc(after.since());
    String organization = after.key().organization().value();
    return ranges
        .add(
            " = ? and org_id = ? and container_id > ?",
            since,
            organization,
            after.key().container().uuid())
        // The least text after the organization, because H2 would step over all rows of it.
        .add(" = ? and org_id >= ?", since, organization + '\u0001')
        .between(after.since().plus(1, ChronoUnit.MICROS), last)
        .page;
  }

  /** Within what a column of either database can be compared with. */
  private static Instant storable(Instant until) {
    if (until.isBefore(EARLIEST)) {
      return EARLIEST.minusSeconds(1);
    }
    return until.isAfter(LATEST) ? LATEST : until.truncatedTo(ChronoUnit.MICROS);
  }

  /** The ranges that make a page of what is due, read until it is full. */
  private final class DueRanges {
    final List<Due> page = new ArrayList<>();
    private final Handle handle;
    private final String column;
    private final int limit;

    DueRanges(Handle handle, Stage stage, int limit) {
      this.handle = handle;
      this.column =
          switch (stage) {
            case RELEASE -> "held_since";
            case FORGET -> "stale_since";
          };
      this.limit = limit;
    }

    DueRanges between(Instant from, Instant until) {
      return add(" between ? and ?", Rows.utc(from), Rows.utc(until));
    }

    DueRanges add(String range, Object... arguments) {
      if (page.size() < limit) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.add(limit - page.size());
        String sql =
            "select %1$s, org_id, container_id from %2$s where %1$s%3$s order by %1$s, org_id, container_id fetch first ? rows only"
                .formatted(column, names.container(), range);
        page.addAll(query(handle, sql, all).map((row, context) -> due(row)).list());
      }
      return this;
    }
  }

  /** An organization that is none the tables refuse; without that check a sweep has to stop. */
  private static Due due(ResultSet row) throws SQLException {
    ContainerId id = new ContainerId(row.getObject(3, UUID.class));
    try {
      return new Due(
          Rows.instant(row, 1), new ContainerKey(new OrganizationId(Rows.text(row, 2)), id));
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException("container " + id, e);
    }
  }

  private static Query query(Handle handle, String sql, List<Object> arguments) {
    Query query = handle.createQuery(sql);
    for (int i = 0; i < arguments.size(); i++) {
      query.bind(i, arguments.get(i));
    }
    return query;
  }
}
