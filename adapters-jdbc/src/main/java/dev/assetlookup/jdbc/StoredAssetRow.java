package dev.assetlookup.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of the table {@code asset} as it is, compared with the one that it should be.
 *
 * @param position where it stands
 * @param isSame whether its other values are as wanted
 * @param isSameUrl whether its URL is
 */
record StoredAssetRow(int position, boolean isSame, boolean isSameUrl) {
  /** What is read of it behind {@code asset_id, superseded_in, list_position}. */
  static final Columns<AssetRow> VALUES = Columns.from(AssetColumn.WITHDRAWN);

  private static final int POSITION_AT = 3;
  private static final int VALUES_AT = 4;

  static StoredAssetRow of(ResultSet row, AssetRow wanted) throws SQLException {
    boolean isSame = VALUES.areSame(row, VALUES_AT, wanted);
    return new StoredAssetRow(row.getInt(POSITION_AT), isSame, isSame || isSameUrl(row, wanted));
  }

  private static boolean isSameUrl(ResultSet row, AssetRow wanted) throws SQLException {
    String url = AssetColumn.URL.nullableText(row, VALUES.origin(VALUES_AT));
    return wanted.descriptor().url().value().equals(url);
  }
}
