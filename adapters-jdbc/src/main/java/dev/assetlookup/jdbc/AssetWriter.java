package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes all assets of a container, in a transaction. Plain JDBC, because Jdbi's batch would cost a
 * third of an import.
 */
final class AssetWriter {
  /** Behind {@code asset_id, superseded_in, list_position}. */
  private static final int VALUES_AT = 4;

  private static final int FETCHED_AT_ONCE = 1_000;
  private static final Columns<AssetRow> COLUMNS = Columns.from(AssetColumn.LIST_POSITION);

  /** All but the position, which is compared by itself. */
  private static final Columns<AssetRow> VALUES = Columns.from(AssetColumn.WITHDRAWN);

  private final String select;
  private final String insert;
  private final String update;
  private final String delete;
  private final String deleteAll;

  AssetWriter(TableNames names) {
    this.select =
        names
            .sql(
                """
                select asset_id, superseded_in, list_position, {values} from {asset}
                where org_id = ? and container_id = ?
                """)
            .replace("{values}", VALUES.names());
    this.insert =
        names
            .sql(
                """
                insert into {asset} ({columns}, org_id, container_id, asset_id, superseded_in)
                values ({placeholders}, ?, ?, ?, ?)
                """)
            .replace("{columns}", COLUMNS.names())
            .replace("{placeholders}", COLUMNS.placeholders());
    this.update =
        names
            .sql(
                """
                update {asset} set {assignments}
                where org_id = ? and container_id = ? and asset_id = ? and superseded_in = ?
                """)
            .replace("{assignments}", COLUMNS.assignments());
    this.delete =
        names.sql(
            """
            delete from {asset}
            where org_id = ? and container_id = ? and asset_id = ? and superseded_in = ?
            """);
    this.deleteAll = names.sql("delete from {asset} where org_id = ? and container_id = ?");
  }

  void deleteAll(Handle handle, ContainerKey key) {
    handle.execute(deleteAll, key.organization().value(), key.container().uuid());
  }

  void insertAll(Connection connection, Container container) throws SQLException {
    write(connection, insert, container.key(), AssetRow.of(container).values());
  }

  /**
   * What a replacement did.
   *
   * @param added the current assets whose id had another URL before, or was not there
   * @param onlyForgot whether it altered or removed superseded assets, and did nothing else
   */
  record Replaced(List<Asset> added, boolean onlyForgot) {}

  /** Makes the rows those of the container, and writes only what differs. */
  Replaced replace(Connection connection, Container container) throws SQLException {
    Map<AssetRow.Key, AssetRow> next = AssetRow.of(container);
    Map<AssetRow.Key, Stored> stored = new HashMap<>();
    List<AssetRow.Key> surplus = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      Rows.bindKey(statement, 1, container.key());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          AssetRow.Key key = new AssetRow.Key(row.getString(1), row.getLong(2));
          AssetRow wanted = next.get(key);
          if (wanted == null) {
            surplus.add(key);
          } else {
            stored.put(key, Stored.of(row, wanted));
          }
        }
      }
    }
    deleteEach(connection, container.key(), surplus);
    Difference difference = new Difference(next.size());
    next.forEach((key, row) -> difference.add(row, stored.get(key)));
    write(connection, update, container.key(), difference.changed);
    write(connection, insert, container.key(), difference.added);
    return new Replaced(
        container.assets().stream().filter(asset -> isAdded(asset, stored)).toList(),
        difference.onlyForgets(surplus));
  }

  private static boolean isAdded(Asset asset, Map<AssetRow.Key, Stored> stored) {
    Stored before = stored.get(new AssetRow.Key(asset.id().value(), 0));
    return before == null || !before.isSameUrl();
  }

  private void deleteEach(Connection connection, ContainerKey container, List<AssetRow.Key> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(delete)) {
      for (AssetRow.Key key : keys) {
        Rows.bindKey(batch, 1, container);
        bindId(batch, 3, key);
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  private static void write(
      Connection connection, String sql, ContainerKey container, Collection<AssetRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(sql)) {
      for (AssetRow row : rows) {
        int at = COLUMNS.bind(batch, 1, row);
        Rows.bindKey(batch, at, container);
        bindId(batch, at + 2, row.key());
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  private static void bindId(PreparedStatement statement, int at, AssetRow.Key key)
      throws SQLException {
    statement.setString(at, key.asset());
    statement.setLong(at + 1, key.supersededIn());
  }

  /**
   * A row that is there.
   *
   * @param position where it stands
   * @param isSame whether its other values are as wanted
   * @param isSameUrl whether its URL is
   */
  private record Stored(int position, boolean isSame, boolean isSameUrl) {
    static Stored of(ResultSet row, AssetRow wanted) throws SQLException {
      boolean isSame = VALUES.areSame(row, VALUES_AT, wanted);
      return new Stored(row.getInt(3), isSame, isSame || isSameUrl(row, wanted));
    }

    private static boolean isSameUrl(ResultSet row, AssetRow wanted) throws SQLException {
      String url = AssetColumn.URL.nullableText(row, VALUES.origin(VALUES_AT));
      return wanted.descriptor().url().value().equals(url);
    }
  }

  /**
   * Which rows are to be written. Superseded assets keep their places as long as they are in order:
   * when the first of them are forgotten, the others need not move up.
   */
  private static final class Difference {
    final List<AssetRow> changed = new ArrayList<>();
    final List<AssetRow> added = new ArrayList<>();
    private final int highest;
    private int last = -1;
    private boolean altersSuperseded;
    private boolean changesCurrent;

    Difference(int rows) {
      highest = Integer.MAX_VALUE - rows;
    }

    void add(AssetRow row, @Nullable Stored stored) {
      if (row.superseded() == null) {
        write(row, stored, row.position());
        return;
      }
      boolean inOrder = stored != null && stored.position() > last && stored.position() < highest;
      last = inOrder && stored != null ? stored.position() : last + 1;
      write(row, stored, last);
    }

    /** Whether superseded assets are altered or removed, and nothing else. */
    boolean onlyForgets(List<AssetRow.Key> surplus) {
      boolean removesCurrent = surplus.stream().anyMatch(key -> key.supersededIn() == 0);
      return (altersSuperseded || !surplus.isEmpty())
          && !changesCurrent
          && !removesCurrent
          && added.isEmpty();
    }

    private void write(AssetRow row, @Nullable Stored stored, int position) {
      if (stored == null) {
        added.add(row.at(position));
        return;
      }
      boolean isCurrent = row.superseded() == null;
      altersSuperseded |= !isCurrent && !stored.isSame();
      if (!stored.isSame() || stored.position() != position) {
        changesCurrent |= isCurrent;
        changed.add(row.at(position));
      }
    }
  }
}
