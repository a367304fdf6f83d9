package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Writes all assets of a container, in a transaction. Plain JDBC, because Jdbi's batch would cost a
 * third of an import.
 */
final class AssetWriter {
  private static final int FETCHED_AT_ONCE = 1_000;
  private static final Columns<AssetRow> COLUMNS = Columns.from(AssetColumn.LIST_POSITION);

  private final String select;
  private final AssetInsertion insertion;
  private final String update;
  private final String delete;
  private final String deleteAll;

  AssetWriter(TableNames names) {
    this.select = StoredAssets.select(names);
    this.insertion = new AssetInsertion(names);
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

  void insertAll(Connection connection, Engine.Product product, Container container)
      throws SQLException {
    insertion.insert(connection, product, container.key(), AssetRow.of(container).values());
  }

  /** Makes the rows those of the container, and writes only what differs. */
  AssetReplacement replace(Connection connection, Engine.Product product, Container container)
      throws SQLException {
    Map<AssetRow.Key, AssetRow> next = AssetRow.of(container);
    StoredAssets stored = read(connection, container.key(), next);
    AssetDifference difference = new AssetDifference(stored, next);
    deleteEach(connection, container.key(), stored.surplus());
    updateEach(connection, container.key(), difference.changed());
    insertion.insert(connection, product, container.key(), difference.added());
    return new AssetReplacement(stored.addedBy(container), difference.onlyForgets());
  }

  private StoredAssets read(
      Connection connection, ContainerKey container, Map<AssetRow.Key, AssetRow> next)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      Rows.bindKey(statement, 1, container);
      try (ResultSet row = statement.executeQuery()) {
        return StoredAssets.read(row, next);
      }
    }
  }

  private void deleteEach(Connection connection, ContainerKey container, List<AssetRow.Key> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(delete)) {
      for (AssetRow.Key key : keys) {
        Rows.bindKey(batch, 1, container);
        key.bind(batch, 3);
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  private void updateEach(Connection connection, ContainerKey container, Collection<AssetRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(update)) {
      for (AssetRow row : rows) {
        AssetInsertion.bind(batch, container, row);
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }
}
