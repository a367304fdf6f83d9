package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
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
import org.jspecify.annotations.Nullable;

/** Makes containers of the rows of one statement, in which a row holds a container and an asset. */
final class ContainerRows {
  /** Behind {@code org_id, container_id}. */
  private static final Columns<Container> CONTAINER = Columns.from(ContainerColumn.REVISION);

  private static final int CONTAINER_ORIGIN = CONTAINER.origin(3);
  private static final int ASSET_ID_AT = 3 + CONTAINER.size();
  private static final int SUPERSEDED_IN_AT = ASSET_ID_AT + 1;
  private static final Columns<AssetRow> ASSET = Columns.from(AssetColumn.WITHDRAWN);
  private static final int ASSET_ORIGIN = ASSET.origin(SUPERSEDED_IN_AT + 1);

  private ContainerRows() {}

  /** The last row of a page, also one that has no key; then without the container. */
  record Last(String organization, @Nullable UUID container) {}

  /** One statement for containers and assets, so that both are of one moment. */
  static String select(TableNames names, String where) {
    return names
        .sql(
            """
            select c.org_id, c.container_id, {container columns},
              a.asset_id, a.superseded_in, {asset columns}
            from (select * from {container} where {where}
              order by org_id, container_id fetch first ? rows only) c
            left join {asset} a on a.org_id = c.org_id and a.container_id = c.container_id
            order by c.org_id, c.container_id,
              case when a.superseded_in = 0 then 0 else 1 end, a.list_position
            """)
        .replace("{container columns}", CONTAINER.names("c"))
        .replace("{asset columns}", ASSET.names("a"))
        .replace("{where}", where);
  }

  /** Adds the containers of the rows; returns the last row, null if there is none. */
  static @Nullable Last read(ResultSet rows, List<Scanned> containers) throws SQLException {
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
    return new Last(current.organization, current.container);
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
        revision = ContainerColumn.REVISION.number(row, CONTAINER_ORIGIN);
        createdAt = ContainerColumn.CREATED_AT.instant(row, CONTAINER_ORIGIN);
        deletedAt = ContainerColumn.DELETED_AT.nullableInstant(row, CONTAINER_ORIGIN);
        details = ContainerColumn.details(row, CONTAINER_ORIGIN);
      } catch (IllegalArgumentException e) {
        broken = String.valueOf(e.getMessage());
      }
    }

    boolean isOf(String otherOrganization, UUID otherContainer) {
      return organization.equals(otherOrganization) && container.equals(otherContainer);
    }

    void addAsset(ResultSet row) throws SQLException {
      String id = row.getString(ASSET_ID_AT);
      if (id == null || broken != null) {
        return;
      }
      try {
        Asset asset = new Asset(new AssetId(id), AssetColumn.descriptor(row, ASSET_ORIGIN));
        long supersededIn = row.getLong(SUPERSEDED_IN_AT);
        if (supersededIn == 0) {
          assets.add(asset);
        } else {
          superseded.add(AssetColumn.superseded(asset, supersededIn, row, ASSET_ORIGIN));
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
