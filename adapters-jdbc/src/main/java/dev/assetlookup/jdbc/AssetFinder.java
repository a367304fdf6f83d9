package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds single assets by their ids, on a connection. Plain JDBC, because Jdbi's statement adds
 * several microseconds to the hot path.
 */
final class AssetFinder {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();

  /** Behind {@code superseded_in}. */
  private static final Columns<AssetRow> COLUMNS = Columns.from(AssetColumn.SUPERSEDED_AT);

  private static final int ORIGIN = COLUMNS.origin(2);
  private static final int CONTAINER_AT = 2 + COLUMNS.size();
  private static final int DELETED_AT = CONTAINER_AT + 1;
  private static final int ORDINAL_AT = DELETED_AT + 1;

  private static final int KEY_AT = 2 + COLUMNS.size();

  private final String findByRowId;
  private final String findCurrent;
  private final String findOther;
  private final String findAll;

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
    this.findOther =
        names
            .sql(
                """
                select a.superseded_in, {columns}, c.container_id, c.deleted_at
                from {container} c
                left join {asset} a on a.org_id = c.org_id and a.container_id = c.container_id
                  and a.asset_id = ? and a.withdrawn = false
                where c.org_id = ? and c.container_id = ?
                """)
            .replace("{columns}", COLUMNS.names("a"));
    this.findAll =
        names
            .sql(
                """
                select a.superseded_in, {columns}, c.container_id, c.deleted_at, k.ordinal
                from unnest(cast(? as varchar array), cast(? as uuid array),
                  cast(? as varchar array)) with ordinality
                  k (org_id, container_id, asset_id, ordinal)
                left join {container} c
                  on c.org_id = k.org_id and c.container_id = k.container_id
                left join {asset} a on a.org_id = k.org_id and a.container_id = k.container_id
                  and a.asset_id = k.asset_id and a.withdrawn = false
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
      return current != null ? current : findOther(connection, key.container(), key.asset());
    } catch (IllegalArgumentException e) {
      throw corrupt(key, e);
    }
  }

  /** The row under the number that a current asset has, unless it is another one's. */
  private @Nullable Reading findByRowId(Connection connection, ContainerKey key, AssetId asset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findByRowId)) {
      statement.setLong(1, RowId.of(key, asset.value()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && isCurrent(row, key, asset) ? present(row, asset) : null;
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
        return row.next() ? present(row, asset) : null;
      }
    }
  }

  /** What else there may be, in one statement so that container and asset are of one moment. */
  private Reading findOther(Connection connection, ContainerKey key, AssetId asset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findOther)) {
      statement.setString(1, asset.value());
      Rows.bindKey(statement, 2, key);
      try (ResultSet row = statement.executeQuery()) {
        Best best = new Best(asset);
        while (row.next()) {
          best.add(row);
        }
        return best.reading();
      }
    }
  }

  /** One statement for all; an asset that is there twice is asked for twice. */
  List<Reading> findAll(Connection connection, List<AssetKey> keys) throws SQLException {
    Best[] best = keys.stream().map(key -> new Best(key.asset())).toArray(Best[]::new);
    try (PreparedStatement statement = connection.prepareStatement(findAll)) {
      Array[] arrays = {
        array(connection, "varchar", keys, key -> key.container().organization().value()),
        array(connection, "uuid", keys, key -> key.container().container().uuid()),
        array(connection, "varchar", keys, key -> key.asset().value())
      };
      for (int i = 0; i < arrays.length; i++) {
        statement.setArray(i + 1, arrays[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          best[row.getInt(ORDINAL_AT) - 1].add(row);
        }
      }
    }
    List<Reading> readings = new ArrayList<>(best.length);
    for (int i = 0; i < best.length; i++) {
      try {
        readings.add(best[i].reading());
      } catch (IllegalArgumentException e) {
        readings.add(new Reading.Corrupt(String.valueOf(corrupt(keys.get(i), e).getMessage())));
      }
    }
    return readings;
  }

  private static Array array(
      Connection connection, String type, List<AssetKey> keys, Function<AssetKey, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, keys.stream().map(value).toArray());
  }

  private static CorruptRecordException corrupt(AssetKey key, IllegalArgumentException cause) {
    return new CorruptRecordException("asset " + key, cause);
  }

  private static Reading present(ResultSet row, AssetId asset) throws SQLException {
    Instant supersededAt =
        row.getLong(1) == 0 ? null : AssetColumn.SUPERSEDED_AT.instant(row, ORIGIN);
    return new Reading.Present(new Asset(asset, AssetColumn.descriptor(row, ORIGIN)), supersededAt);
  }

  /**
   * The row of an id that counts: the current, else the latest superseded; others may be corrupt.
   */
  private static final class Best {
    private final AssetId asset;
    private Reading best = NO_SUCH_CONTAINER;
    private long highest = Long.MIN_VALUE;
    private @Nullable IllegalArgumentException corrupt;

    Best(AssetId asset) {
      this.asset = asset;
    }

    void add(ResultSet row) throws SQLException {
      long supersededIn = row.getLong(1);
      boolean found = !row.wasNull();
      boolean current = found && supersededIn == 0;
      if (!current && Rows.nullableInstant(row, DELETED_AT) != null) {
        best = DELETED_CONTAINER;
      } else if (!current && row.getObject(CONTAINER_AT, UUID.class) == null) {
        best = NO_SUCH_CONTAINER;
      } else if (!found) {
        best = NO_SUCH_ASSET;
      } else {
        offer(row, current ? Long.MAX_VALUE : supersededIn);
      }
    }

    private void offer(ResultSet row, long rank) throws SQLException {
      if (rank <= highest) {
        return;
      }
      highest = rank;
      corrupt = null;
      try {
        best = present(row, asset);
      } catch (IllegalArgumentException e) {
        corrupt = e;
      }
    }

    Reading reading() {
      if (corrupt != null) {
        throw corrupt;
      }
      return best;
    }
  }
}
