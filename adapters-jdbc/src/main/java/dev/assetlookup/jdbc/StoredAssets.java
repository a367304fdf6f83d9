package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a container as they are, beside those that they should be. */
final class StoredAssets {
  private final Map<AssetRow.Key, StoredAssetRow> wanted = new HashMap<>();
  private final List<AssetRow.Key> surplus = new ArrayList<>();

  private StoredAssets() {}

  /** Selects what {@link #read} takes, of the container whose key is bound. */
  static String select(TableNames names) {
    return names
        .sql(
            """
            select asset_id, superseded_in, list_position, {values} from {asset}
            where org_id = ? and container_id = ?
            """)
        .replace("{values}", StoredAssetRow.VALUES.names());
  }

  static StoredAssets read(ResultSet row, Map<AssetRow.Key, AssetRow> next) throws SQLException {
    StoredAssets stored = new StoredAssets();
    while (row.next()) {
      AssetRow.Key key = new AssetRow.Key(row.getString(1), row.getLong(2));
      AssetRow wanted = next.get(key);
      if (wanted == null) {
        stored.surplus.add(key);
      } else {
        stored.wanted.put(key, StoredAssetRow.of(row, wanted));
      }
    }
    return stored;
  }

  /** The row that has this key, null if there is none. */
  @Nullable StoredAssetRow row(AssetRow.Key key) {
    return wanted.get(key);
  }

  /** The rows that should not be there. */
  List<AssetRow.Key> surplus() {
    return surplus;
  }

  /** The current assets of a container whose id has another URL here, or is not there. */
  List<Asset> addedBy(Container next) {
    return next.assets().stream().filter(asset -> !hasUrlOf(asset)).toList();
  }

  private boolean hasUrlOf(Asset asset) {
    StoredAssetRow row = wanted.get(new AssetRow.Key(asset.id().value(), 0));
    return row != null && row.isSameUrl();
  }
}
