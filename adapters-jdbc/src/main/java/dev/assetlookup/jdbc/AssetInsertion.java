package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Collection;

/** Inserts assets of a container, in a transaction: in H2 under the numbers of {@link RowId}. */
final class AssetInsertion {
  private static final Columns<AssetRow> COLUMNS = Columns.from(AssetColumn.LIST_POSITION);

  private final String insert;
  private final String insertNumbered;

  AssetInsertion(TableNames names) {
    String template =
        names
            .sql(
                """
                insert into {asset}
                  ({columns}, org_id, container_id, asset_id, superseded_in{number})
                values ({placeholders}, ?, ?, ?, ?{value})
                """)
            .replace("{columns}", COLUMNS.names())
            .replace("{placeholders}", COLUMNS.placeholders());
    this.insert = template.replace("{number}", "").replace("{value}", "");
    this.insertNumbered = template.replace("{number}", ", _rowid_").replace("{value}", ", ?");
  }

  void insert(
      Connection connection,
      Engine.Product product,
      ContainerKey container,
      Collection<AssetRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (product == Engine.Product.H2) {
      insertEach(connection, container, rows);
    } else {
      insertBatch(connection, container, rows);
    }
  }

  private void insertBatch(Connection connection, ContainerKey container, Collection<AssetRow> rows)
      throws SQLException {
    try (PreparedStatement batch = connection.prepareStatement(insert)) {
      for (AssetRow row : rows) {
        bind(batch, container, row);
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  /** Without a batch, which saves nothing in H2, so that it shows whose number was taken. */
  private void insertEach(Connection connection, ContainerKey container, Collection<AssetRow> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insertNumbered)) {
      for (AssetRow row : rows) {
        int at = bind(statement, container, row);
        AssetRow.Key key = row.key();
        statement.setLong(at, key.isCurrent() ? RowId.of(container, key.asset()) : RowId.ANY);
        try {
          statement.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException e) {
          statement.setLong(at, RowId.ANY);
          statement.executeUpdate();
        }
      }
    }
  }

  /** Binds the values and the key of a row; returns the next position. */
  static int bind(PreparedStatement statement, ContainerKey container, AssetRow row)
      throws SQLException {
    int at = COLUMNS.bind(statement, 1, row);
    Rows.bindKey(statement, at, container);
    return row.key().bind(statement, at + 2);
  }
}
