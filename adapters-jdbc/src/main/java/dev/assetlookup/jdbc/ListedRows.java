package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Listed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statement for a list of containers, and the entries that its rows are. */
final class ListedRows {
  /** Behind {@code container_id}. */
  private static final Columns<Container> CONTAINER = Columns.from(ContainerColumn.CREATED_AT);

  private static final int CONTAINER_ORIGIN = CONTAINER.origin(2);
  private static final int ASSET_ID_AT = 2 + CONTAINER.size();
  private static final Columns<AssetRow> DESCRIPTOR = Columns.from(AssetColumn.URL);
  private static final int ASSET_ORIGIN = DESCRIPTOR.origin(ASSET_ID_AT + 1);

  private ListedRows() {}

  /** A page of one range, whose conditions and order name the columns of the container. */
  static String select(TableNames names, CharSequence where, String order) {
    return names
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
  }

  static Listed listed(OrganizationId organization, ResultSet row) throws SQLException {
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
