package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ContainerRows.ASSET_ID_AT;
import static dev.assetlookup.jdbc.ContainerRows.ASSET_ORIGIN;
import static dev.assetlookup.jdbc.ContainerRows.CONTAINER_ORIGIN;
import static dev.assetlookup.jdbc.ContainerRows.SUPERSEDED_IN_AT;

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

/** One container in the making, from its consecutive rows. */
final class ContainerAssembly {
  private final String organization;
  private final UUID container;
  private final List<Asset> assets = new ArrayList<>();
  private final List<SupersededAsset> superseded = new ArrayList<>();
  private long revision;
  private @Nullable Instant createdAt;
  private @Nullable Instant deletedAt;
  private @Nullable ContainerDetails details;
  private @Nullable String broken;

  ContainerAssembly(ResultSet row, String organization, UUID container) throws SQLException {
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

  /** The rows that it was made from, as the last of a page. */
  ContainerRows.Last last() {
    return new ContainerRows.Last(organization, container);
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
