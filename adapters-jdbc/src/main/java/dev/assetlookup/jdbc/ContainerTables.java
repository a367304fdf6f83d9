package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.CorruptRecordException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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
  private static final int ASSET_AT = 14;
  private static final String ASSET_COLUMNS =
      "asset_id, superseded_in, superseded_at, withdrawn, former_position, media, "
          + Rows.DESCRIPTOR_COLUMNS;
  private static final int DESCRIPTOR_AT = ASSET_AT + 6;
  private static final int ASSET_WIDTH = 6 + Rows.DESCRIPTOR_WIDTH;

  private final String insertContainer;
  private final String updateContainer;
  private final String insertAsset;
  private final String deleteContainer;
  private final String deleteAssets;
  private final String latestRevision;
  private final String readOne;
  private final String sameOrganization;
  private final String laterOrganizations;

  ContainerTables(TableNames names) {
    this.insertContainer =
        "insert into "
            + names.container()
            + " (revision, created_at, deleted_at, primary_asset_id, held_since, stale_since, "
            + Rows.DETAILS_COLUMNS
            + ", org_id, container_id) values ("
            + placeholders(16)
            + ")";
    this.updateContainer =
        "update "
            + names.container()
            + " set revision = ?, created_at = ?, deleted_at = ?, primary_asset_id = ?,"
            + " held_since = ?, stale_since = ?, "
            + Rows.DETAILS_COLUMNS.replace(",", " = ?,")
            + " = ? where org_id = ? and container_id = ? and revision = ?";
    this.insertAsset =
        "insert into "
            + names.asset()
            + " (org_id, container_id, list_position, "
            + ASSET_COLUMNS
            + ") values ("
            + placeholders(3 + ASSET_WIDTH)
            + ")";
    this.deleteContainer =
        "delete from "
            + names.container()
            + " where org_id = ? and container_id = ? and revision = ?";
    this.deleteAssets = "delete from " + names.asset() + " where org_id = ? and container_id = ?";
    this.latestRevision =
        "select revision from " + names.container() + " where org_id = ? and container_id = ?";
    this.readOne = select(names, "org_id = ? and container_id = ?");
    this.sameOrganization = select(names, "org_id = ? and container_id > ?");
    this.laterOrganizations = select(names, "org_id >= ?");
  }

  private static String placeholders(int count) {
    return "?" + ", ?".repeat(count - 1);
  }

  /**
   * Replaces the container if its revision is the expected one; false if it is not. A new one that
   * is there already ends in a duplicate key.
   */
  boolean swap(Handle handle, Container next, Revision expected) throws SQLException {
    if (expected.equals(Revision.NONE)) {
      Update insert = handle.createUpdate(insertContainer);
      bindContainer(insert, next);
      insert.execute();
    } else {
      Update update = handle.createUpdate(updateContainer);
      int at = bindContainer(update, next);
      if (update.bind(at, expected.number()).execute() == 0) {
        return false;
      }
    }
    // Also of a new container: somebody may have deleted its row, but not its assets, by hand.
    deleteAssets(handle, next.key());
    insertAssets(handle.getConnection(), next);
    return true;
  }

  /** Removes the container if its revision is the expected one; false if it is not. */
  boolean remove(Handle handle, ContainerKey key, Revision expected) {
    String organization = key.organization().value();
    if (handle.execute(deleteContainer, organization, key.container().uuid(), expected.number())
        == 0) {
      return false;
    }
    deleteAssets(handle, key);
    return true;
  }

  /** The revision of what is stored, also of what is corrupt. */
  Revision latestRevision(Handle handle, ContainerKey key) {
    return handle
        .createQuery(latestRevision)
        .bind(0, key.organization().value())
        .bind(1, key.container().uuid())
        .mapTo(long.class)
        .findOne()
        .map(Revision::new)
        .orElse(Revision.NONE);
  }

  private void deleteAssets(Handle handle, ContainerKey key) {
    handle.execute(deleteAssets, key.organization().value(), key.container().uuid());
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

  /** Plain JDBC, because Jdbi's batch would cost a third of an import. */
  private void insertAssets(Connection connection, Container container) throws SQLException {
    if (container.assets().isEmpty() && container.superseded().isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(insertAsset)) {
      for (int i = 0; i < container.assets().size(); i++) {
        addAsset(batch, container.key(), i, container.assets().get(i), null);
      }
      for (int i = 0; i < container.superseded().size(); i++) {
        SupersededAsset superseded = container.superseded().get(i);
        addAsset(batch, container.key(), i, superseded.asset(), superseded);
      }
      batch.executeBatch();
    }
  }

  private static void addAsset(
      PreparedStatement batch,
      ContainerKey key,
      int position,
      Asset asset,
      @Nullable SupersededAsset superseded)
      throws SQLException {
    AssetDescriptor descriptor = asset.descriptor();
    int at = 1;
    batch.setString(at++, key.organization().value());
    batch.setObject(at++, key.container().uuid());
    batch.setInt(at++, position);
    batch.setString(at++, asset.id().value());
    batch.setLong(at++, superseded == null ? 0L : superseded.supersededIn().number());
    setTime(batch, at++, superseded == null ? null : superseded.supersededAt());
    batch.setBoolean(at++, superseded != null && superseded.withdrawn());
    batch.setObject(at++, superseded == null ? null : superseded.position(), Types.INTEGER);
    batch.setString(at++, Rows.text(superseded == null ? Media.HELD : superseded.media()));
    batch.setString(at++, descriptor.url().value());
    batch.setString(at++, descriptor.kind().value());
    batch.setString(at++, text(descriptor.thumbnailUrl()));
    batch.setString(at++, text(descriptor.mimeType()));
    batch.setObject(at++, descriptor.sizeBytes(), Types.BIGINT);
    batch.setObject(at++, descriptor.durationMs(), Types.BIGINT);
    batch.setObject(at++, descriptor.width(), Types.INTEGER);
    batch.setObject(at++, descriptor.height(), Types.INTEGER);
    batch.setString(at++, text(descriptor.checksumSha256()));
    setTime(batch, at++, descriptor.expiresAt());
    batch.addBatch();
  }

  private static void setTime(PreparedStatement statement, int at, @Nullable Instant time)
      throws SQLException {
    statement.setObject(at, Rows.time(time), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  Optional<Scanned> read(Handle handle, ContainerKey key) {
    return select(handle, readOne, key.organization().value(), key.container().uuid(), 1).stream()
        .findFirst();
  }

  List<Scanned> firstPage(Handle handle, int limit) {
    return select(handle, laterOrganizations, "", limit);
  }

  // Two range reads, because neither database takes "a > ? or (a = ? and b > ?)" as one range.

  List<Scanned> sameOrganization(Handle handle, ContainerKey after, int limit) {
    return select(
        handle, sameOrganization, after.organization().value(), after.container().uuid(), limit);
  }

  /**
   * Begins at the least text after the organization, not "after the organization": for that H2
   * would step over all containers of it.
   */
  List<Scanned> laterOrganizations(Handle handle, OrganizationId after, int limit) {
    return select(handle, laterOrganizations, after.value() + '\u0001', limit);
  }

  private static List<Scanned> select(Handle handle, String sql, Object... arguments) {
    try (Query query = Jdbis.query(handle, sql, List.of(arguments))) {
      return query.scanResultSet((rows, context) -> scanned(rows.get()));
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

  private static List<Scanned> scanned(ResultSet rows) throws SQLException {
    List<Scanned> containers = new ArrayList<>();
    @Nullable Assembly current = null;
    while (rows.next()) {
      String organization = Rows.text(rows, 1);
      UUID container = rows.getObject(2, UUID.class);
      if (current == null || !current.isOf(organization, container)) {
        if (current != null) {
          containers.add(current.finish());
        }
        current = new Assembly(rows, organization, container);
      }
      current.addAsset(rows);
    }
    if (current != null) {
      containers.add(current.finish());
    }
    return containers;
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

    Scanned finish() {
      ContainerKey key = key();
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

    /** The tables refuse an organization that is none; without that check a scan has to stop. */
    private ContainerKey key() {
      ContainerId id = new ContainerId(container);
      try {
        return new ContainerKey(new OrganizationId(organization), id);
      } catch (IllegalArgumentException e) {
        throw new CorruptRecordException("container " + id, e);
      }
    }
  }
}
