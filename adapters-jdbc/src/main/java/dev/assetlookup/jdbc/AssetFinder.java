package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds single assets by their ids, on a connection. Plain JDBC, because Jdbi's statement adds
 * several microseconds to the hot path.
 */
final class AssetFinder {
  private static final Columns<AssetRow> COLUMNS = BestReading.COLUMNS;
  private static final int KEY_AT = 2 + COLUMNS.size();

  private final String findByRowId;
  private final String findCurrent;
  private final String findBest;

  AssetFinder(TableNames names) {
    this.findByRowId =
        names
            .sql(
                """
                select superseded_in, {columns}, asset_id, container_id, org_id from {asset}
                where _rowid_ = ?
                """)
            .replace("{columns}", COLUMNS.names());
    this.findCurrent =
        names
            .sql(
                """
                select superseded_in, {columns} from {asset}
                where org_id = ? and container_id = ? and asset_id = ? and superseded_in = 0
                """)
            .replace("{columns}", COLUMNS.names());
    this.findBest =
        names
            .sql(
                """
                select a.superseded_in, {columns}, c.container_id, c.deleted_at, c.project_id
                from {container} c
                left join {asset} a on a.org_id = c.org_id and a.container_id = c.container_id
                  and a.asset_id = ? and a.withdrawn = false
                where c.org_id = ? and c.container_id = ?
                """)
            .replace("{columns}", COLUMNS.names("a"));
  }

  Reading find(Connection connection, Engine.Product product, AssetKey key) throws SQLException {
    try {
      if (product == Engine.Product.H2) {
        Reading stored = findByRowId(connection, key.container(), key.asset());
        if (stored != null) {
          return stored;
        }
      }
      Reading current = findCurrent(connection, key.container(), key.asset());
      return current != null ? current : best(connection, key).reading();
    } catch (IllegalArgumentException e) {
      throw corrupt(key, e);
    }
  }

  ProjectReading findWithProject(Connection connection, AssetKey key) throws SQLException {
    return best(connection, key).withProject(key);
  }

  /** The row under the number that a current asset has, unless it is another one's. */
  private @Nullable Reading findByRowId(Connection connection, ContainerKey key, AssetId asset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findByRowId)) {
      statement.setLong(1, RowId.of(key, asset.value()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && isCurrent(row, key, asset) ? BestReading.present(row, asset) : null;
      }
    }
  }

  private static boolean isCurrent(ResultSet row, ContainerKey key, AssetId asset)
      throws SQLException {
    return row.getLong(1) == 0
        && asset.value().equals(row.getString(KEY_AT))
        && key.container().uuid().equals(row.getObject(KEY_AT + 1, UUID.class))
        && key.organization().value().equals(row.getString(KEY_AT + 2));
  }

  /** One row by its primary key. A deleted container has no current asset. */
  private @Nullable Reading findCurrent(Connection connection, ContainerKey key, AssetId asset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findCurrent)) {
      Rows.bindKey(statement, 1, key);
      statement.setString(3, asset.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? BestReading.present(row, asset) : null;
      }
    }
  }

  /** All that there may be, in one statement so that container and asset are of one moment. */
  private BestReading best(Connection connection, AssetKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findBest)) {
      statement.setString(1, key.asset().value());
      Rows.bindKey(statement, 2, key.container());
      try (ResultSet row = statement.executeQuery()) {
        BestReading best = new BestReading(key.asset());
        while (row.next()) {
          best.add(row);
        }
        return best;
      }
    }
  }

  static CorruptRecordException corrupt(AssetKey key, IllegalArgumentException cause) {
    return new CorruptRecordException("asset " + key, cause);
  }
}
