package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes containers of the rows of one statement, in which a row holds a container and an asset. */
final class ContainerRows {
  /** Behind {@code org_id, container_id}. */
  private static final Columns<Container> CONTAINER = Columns.from(ContainerColumn.REVISION);

  static final int CONTAINER_ORIGIN = CONTAINER.origin(3);
  static final int ASSET_ID_AT = 3 + CONTAINER.size();
  static final int SUPERSEDED_IN_AT = ASSET_ID_AT + 1;
  private static final Columns<AssetRow> ASSET = Columns.from(AssetColumn.WITHDRAWN);
  static final int ASSET_ORIGIN = ASSET.origin(SUPERSEDED_IN_AT + 1);

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
    @Nullable ContainerAssembly current = null;
    while (rows.next()) {
      String organization = Rows.text(rows, 1);
      UUID container = rows.getObject(2, UUID.class);
      if (current == null || !current.isOf(organization, container)) {
        if (current != null) {
          current.finish().ifPresent(containers::add);
        }
        current = new ContainerAssembly(rows, organization, container);
      }
      current.addAsset(rows);
    }
    if (current == null) {
      return null;
    }
    current.finish().ifPresent(containers::add);
    return current.last();
  }
}
