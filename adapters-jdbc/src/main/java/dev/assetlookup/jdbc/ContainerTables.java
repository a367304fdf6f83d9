package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code container} and {@code asset}: whole containers, on a handle in a transaction.
 */
final class ContainerTables {
  private static final String CONTAINER_COLUMNS =
      "org_id, container_id, revision, created_at, deleted_at, " + Rows.DETAILS_COLUMNS;
  private static final int DETAILS_AT = 6;
  private static final int ASSET_AT = DETAILS_AT + Rows.DETAILS_WIDTH;
  private static final String ASSET_COLUMNS =
      "asset_id, superseded_in, superseded_at, withdrawn, former_position, media, "
          + Rows.DESCRIPTOR_COLUMNS;
  private static final int DESCRIPTOR_AT = ASSET_AT + 6;

  /** A page holds about 8 MiB of records at most, if no container alone is larger. */
  private static final int PAGE_CONTAINERS = 50;

  private static final int PAGE_ASSETS = 1_500;

  private final String insertContainer;
  private final String updateContainer;
  private final String deleteContainer;
  private final String latestRevision;
  private final String floor;
  private final String raiseFloor;
  private final String insertFloor;
  private final String readOne;
  private final Range sameOrganization;
  private final Range laterOrganizations;
  private final AssetRows assetRows;

  ContainerTables(TableNames names) {
    String key = " where org_id = ? and container_id = ?";
    this.insertContainer =
        "insert into "
            + names.container()
            + " (revision, created_at, deleted_at, primary_asset_id, held_since, stale_since, "
            + Rows.DETAILS_COLUMNS
            + ", org_id, container_id) values ("
            + placeholders(8 + Rows.DETAILS_WIDTH)
            + ")";
    // A revision that is none is corrupt, and anybody's to replace.
    this.updateContainer =
        "update "
            + names.container()
            + " set revision = ?, created_at = ?, deleted_at = ?, primary_asset_id = ?,"
            + " held_since = ?, stale_since = ?, "
            + Rows.DETAILS_COLUMNS.replace(",", " = ?,")
            + " = ?"
            + key
            + " and (revision = ? or revision <= 0)";
    this.deleteContainer = "delete from " + names.container() + key + " and revision = ?";
    this.latestRevision =
        "select revision, 1 as place from "
            + names.container()
            + key
            + " and revision > 0 union all select revision_floor, 2 from "
            + names.organization()
            + " where org_id = ? order by place";
    this.floor = "select revision_floor from " + names.organization() + " where org_id = ?";
    this.raiseFloor =
        "update "
            + names.organization()
            + " set revision_floor = ? where org_id = ? and revision_floor < ?";
    this.insertFloor =
        "insert into " + names.organization() + " (org_id, revision_floor) values (?, ?)";
    this.readOne = select(names, "org_id = ? and container_id = ?");
    this.sameOrganization = new Range(names, "org_id = ? and container_id > ?");
    this.laterOrganizations = new Range(names, "org_id >= ?");
    this.assetRows = new AssetRows(names);
  }

  static String placeholders(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  /**
   * Stores a container where there is none; false if its revision may have been before. One that is
   * there already ends in a duplicate key.
   */
  boolean insert(Handle handle, Container next) throws SQLException {
    Update insert = handle.createUpdate(insertContainer);
    bindContainer(insert, next);
    insert.execute();
    // Somebody may have deleted the container's row, but not its assets, by hand.
    assetRows.deleteAll(handle, next.key());
    assetRows.insertAll(handle.getConnection(), next);
    return isAboveFloor(handle, next);
  }

  /** Replaces the container if its revision is the expected one, or none; false if it is not. */
  boolean replace(Handle handle, Container next, Revision expected) throws SQLException {
    Update update = handle.createUpdate(updateContainer);
    int at = bindContainer(update, next);
    if (update.bind(at, expected.number()).execute() == 0) {
      return false;
    }
    assetRows.replace(handle.getConnection(), next);
    return !expected.equals(Revision.NONE) || isAboveFloor(handle, next);
  }

  /**
   * Asked after the insert, which waits for whoever is removing that container: at READ COMMITTED
   * this statement sees what the removal left.
   */
  private boolean isAboveFloor(Handle handle, Container next) {
    return next.revision().number() > floor(handle, next.key().organization()).orElse(0L);
  }

  private Optional<Long> floor(Handle handle, OrganizationId organization) {
    return handle.createQuery(floor).bind(0, organization.value()).mapTo(Long.class).findOne();
  }

  /**
   * Removes the container if its revision is the expected one; false if it is not. The second of
   * two that raise an organization's first floor ends in a duplicate key.
   */
  boolean remove(Handle handle, ContainerKey key, Revision expected) {
    String organization = key.organization().value();
    long revision = expected.number();
    if (handle.execute(deleteContainer, organization, key.container().uuid(), revision) == 0) {
      return false;
    }
    assetRows.deleteAll(handle, key);
    if (handle.execute(raiseFloor, revision, organization, revision) == 0
        && floor(handle, key.organization()).isEmpty()) {
      handle.execute(insertFloor, organization, revision);
    }
    return true;
  }

  /** The revision of what is stored, else the organization's floor. */
  Revision latestRevision(Handle handle, ContainerKey key) {
    return handle
        .createQuery(latestRevision)
        .bind(0, key.organization().value())
        .bind(1, key.container().uuid())
        .bind(2, key.organization().value())
        .mapTo(Long.class)
        .findFirst()
        .map(Revision::new)
        .orElse(Revision.NONE);
  }

  /**
   * Binds what insert and update share, in the order that they share; returns the next position.
   */
  private static int bindContainer(Update statement, Container container) {
    ContainerDetails details = container.details();
    int at = 0;
    statement.bind(at++, container.revision().number());
    statement.bind(at++, Rows.time(container.createdAt()));
    statement.bind(at++, Rows.time(container.deletedAt()));
    statement.bind(at++, primaryAssetId(container));
    statement.bind(at++, Rows.time(container.heldSince()));
    statement.bind(at++, Rows.time(container.staleSince()));
    statement.bind(at++, details.projectId());
    statement.bind(at++, details.status().wireName());
    statement.bind(at++, details.format());
    statement.bind(at++, details.creativeType());
    statement.bind(at++, details.caption());
    statement.bind(at++, details.firstComment());
    statement.bind(at++, details.approvalStatus().wireName());
    statement.bind(at++, Rows.time(details.completedAt()));
    statement.bind(at++, details.lastError());
    statement.bind(at++, container.key().organization().value());
    statement.bind(at++, container.key().container().uuid());
    return at;
  }

  private static @Nullable String primaryAssetId(Container container) {
    return container.assets().isEmpty() ? null : container.assets().get(0).id().value();
  }

  Optional<Scanned> read(Handle handle, ContainerKey key) {
    try (Query query =
        Jdbis.query(
            handle, readOne, List.of(key.organization().value(), key.container().uuid(), 1))) {
      return query.scanResultSet(
          (rows, context) -> {
            List<Scanned> found = new ArrayList<>();
            scan(rows.get(), found);
            return found.stream().findFirst();
          });
    }
  }

  /** The next containers: few if they are large, none only at the end. */
  List<Scanned> page(Handle handle, @Nullable ContainerKey after, int limit) {
    Place place =
        after == null
            ? new Place("", null)
            : new Place(after.organization().value(), after.container().uuid());
    List<Scanned> page = new ArrayList<>();
    while (place != null && page.isEmpty()) {
      place = read(handle, place, Math.min(limit, PAGE_CONTAINERS), page);
    }
    return page;
  }

  /**
   * Two range reads, because neither database takes "a > ? or (a = ? and b > ?)" as one range. The
   * second begins at the least text after the organization, not "after the organization": for that
   * H2 would step over all containers of it.
   */
  private @Nullable Place read(Handle handle, Place after, int limit, List<Scanned> page) {
    UUID container = after.container();
    if (container != null) {
      Place last =
          sameOrganization.read(handle, List.of(after.organization(), container), limit, page);
      if (last != null) {
        return last;
      }
    }
    String least = container == null ? "" : after.organization() + '\u0001';
    return laterOrganizations.read(handle, List.of(least), limit, page);
  }

  /** The last row of a page, also one that has no key. */
  private record Place(String organization, @Nullable UUID container) {}

  /** A range of the primary key. */
  private static final class Range {
    private final String sizes;
    private final String select;

    Range(TableNames names, String where) {
      this.sizes =
          "select (select count(*) from "
              + names.asset()
              + " a where a.org_id = c.org_id and a.container_id = c.container_id) from "
              + names.container()
              + " c where "
              + where
              + " order by org_id, container_id fetch first ? rows only";
      this.select = select(names, where);
    }

    /** Reads what fits in a page; returns the last row, null if there is none. */
    @Nullable Place read(Handle handle, List<Object> from, int limit, List<Scanned> page) {
      int fitting = fitting(handle, from, limit);
      try (Query query = Jdbis.query(handle, select, with(from, fitting))) {
        return query.scanResultSet((rows, context) -> scan(rows.get(), page));
      }
    }

    private int fitting(Handle handle, List<Object> from, int limit) {
      List<Integer> sizes =
          Jdbis.query(handle, this.sizes, with(from, limit)).mapTo(Integer.class).list();
      int fitting = 0;
      long assets = 0;
      for (int size : sizes) {
        assets += size;
        if (fitting > 0 && assets > PAGE_ASSETS) {
          break;
        }
        fitting++;
      }
      return fitting;
    }

    private static List<Object> with(List<Object> from, int count) {
      List<Object> arguments = new ArrayList<>(from);
      arguments.add(count);
      return arguments;
    }
  }

  /** One statement for containers and assets, so that both are of one moment. */
  private static String select(TableNames names, String where) {
    return "select "
        + prefixed("c", CONTAINER_COLUMNS)
        + ", "
        + prefixed("a", ASSET_COLUMNS)
        + " from (select * from "
        + names.container()
        + " where "
        + where
        + " order by org_id, container_id fetch first ? rows only) c left join "
        + names.asset()
        + " a on a.org_id = c.org_id and a.container_id = c.container_id"
        + " order by c.org_id, c.container_id,"
        + " case when a.superseded_in = 0 then 0 else 1 end, a.list_position";
  }

  static String prefixed(String alias, String columns) {
    return alias + "." + columns.replace(", ", ", " + alias + ".");
  }

  /** Adds the containers of the rows; returns the last row, null if there is none. */
  private static @Nullable Place scan(ResultSet rows, List<Scanned> containers)
      throws SQLException {
    @Nullable Assembly current = null;
    while (rows.next()) {
      String organization = Rows.text(rows, 1);
      UUID container = rows.getObject(2, UUID.class);
      if (current == null || !current.isOf(organization, container)) {
        if (current != null) {
          current.finish().ifPresent(containers::add);
        }
        current = new Assembly(rows, organization, container);
      }
      current.addAsset(rows);
    }
    if (current == null) {
      return null;
    }
    current.finish().ifPresent(containers::add);
    return new Place(current.organization, current.container);
  }

  /** One container in the making, from its consecutive rows. */
  private static final class Assembly {
    private final String organization;
    private final UUID container;
    private final List<Asset> assets = new ArrayList<>();
    private final List<SupersededAsset> superseded = new ArrayList<>();
    private long revision;
    private @Nullable Instant createdAt;
    private @Nullable Instant deletedAt;
    private @Nullable ContainerDetails details;
    private @Nullable String broken;

    Assembly(ResultSet row, String organization, UUID container) throws SQLException {
      this.organization = organization;
      this.container = container;
      try {
        revision = row.getLong(3);
        createdAt = Rows.instant(row, 4);
        deletedAt = Rows.nullableInstant(row, 5);
        details = Rows.details(row, DETAILS_AT);
      } catch (IllegalArgumentException e) {
        broken = String.valueOf(e.getMessage());
      }
    }

    boolean isOf(String otherOrganization, UUID otherContainer) {
      return organization.equals(otherOrganization) && container.equals(otherContainer);
    }

    void addAsset(ResultSet row) throws SQLException {
      String id = row.getString(ASSET_AT);
      if (id == null || broken != null) {
        return;
      }
      try {
        Asset asset = new Asset(new AssetId(id), Rows.descriptor(row, DESCRIPTOR_AT));
        long supersededIn = row.getLong(ASSET_AT + 1);
        if (supersededIn == 0) {
          assets.add(asset);
        } else {
          superseded.add(
              new SupersededAsset(
                  asset,
                  Rows.nullableInt(row, ASSET_AT + 4),
                  new Revision(supersededIn),
                  Rows.instant(row, ASSET_AT + 2),
                  row.getBoolean(ASSET_AT + 3),
                  Rows.media(row, ASSET_AT + 5)));
        }
      } catch (IllegalArgumentException e) {
        broken = "asset " + id + ": " + e.getMessage();
      }
    }

    /** Empty if it has no key that a caller could ask for. */
    Optional<Scanned> finish() {
      return Rows.containerKey(organization, container).map(this::finish);
    }

    private Scanned finish(ContainerKey key) {
      if (broken != null || createdAt == null || details == null) {
        return new Scanned.Broken(key, String.valueOf(broken));
      }
      try {
        return new Scanned.Whole(
            new Container(
                key, new Revision(revision), createdAt, details, assets, superseded, deletedAt));
      } catch (IllegalArgumentException e) {
        return new Scanned.Broken(key, String.valueOf(e.getMessage()));
      }
    }
  }
}
