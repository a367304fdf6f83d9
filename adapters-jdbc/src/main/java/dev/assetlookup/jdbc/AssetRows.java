package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code asset}: the rows of a whole container, in a transaction. Plain JDBC, because
 * Jdbi's batch would cost a third of an import.
 */
final class AssetRows {
  private static final int FETCHED_AT_ONCE = 1_000;
  private static final String VALUES =
      "list_position, superseded_at, withdrawn, former_position, media, " + Rows.DESCRIPTOR_COLUMNS;
  private static final int WIDTH = 5 + Rows.DESCRIPTOR_WIDTH;
  private static final String KEY = "org_id, container_id, asset_id, superseded_in";

  private final String select;
  private final String insert;
  private final String update;
  private final String delete;
  private final String deleteAll;

  AssetRows(TableNames names) {
    String container = " where org_id = ? and container_id = ?";
    String one = container + " and asset_id = ? and superseded_in = ?";
    this.select =
        "select asset_id, superseded_in, " + VALUES + " from " + names.asset() + container;
    this.insert =
        "insert into "
            + names.asset()
            + " ("
            + VALUES
            + ", "
            + KEY
            + ") values ("
            + ContainerTables.placeholders(WIDTH + 4)
            + ")";
    this.update = "update " + names.asset() + " set " + VALUES.replace(",", " = ?,") + " = ?" + one;
    this.delete = "delete from " + names.asset() + one;
    this.deleteAll = "delete from " + names.asset() + container;
  }

  void deleteAll(Handle handle, ContainerKey key) {
    handle.execute(deleteAll, key.organization().value(), key.container().uuid());
  }

  void insertAll(Connection connection, Container container) throws SQLException {
    List<Row> rows = new ArrayList<>();
    rows(container).forEach((key, row) -> rows.add(row));
    run(connection, insert, container.key(), rows);
  }

  /** Makes the rows those of the container, and writes only what differs. */
  void replace(Connection connection, Container container) throws SQLException {
    Map<RowKey, Row> next = rows(container);
    Map<RowKey, Stored> stored = new HashMap<>();
    List<RowKey> surplus = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      bind(statement, 1, container.key());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          RowKey key = new RowKey(row.getString(1), row.getLong(2));
          Row wanted = next.get(key);
          if (wanted == null) {
            surplus.add(key);
          } else {
            stored.put(key, new Stored(row.getInt(3), wanted.isValueOf(row)));
          }
        }
      }
    }
    deleteEach(connection, container.key(), surplus);
    Difference difference = new Difference(next.size());
    next.forEach((key, row) -> difference.add(row, stored.get(key)));
    run(connection, update, container.key(), difference.changed);
    run(connection, insert, container.key(), difference.added);
  }

  private void deleteEach(Connection connection, ContainerKey container, List<RowKey> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(delete)) {
      for (RowKey key : keys) {
        bind(batch, 1, container);
        batch.setString(3, key.asset());
        batch.setLong(4, key.supersededIn());
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  private static void run(Connection connection, String sql, ContainerKey container, List<Row> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(sql)) {
      for (Row row : rows) {
        int at = row.bind(batch);
        bind(batch, at, container);
        batch.setString(at + 2, row.asset.id().value());
        batch.setLong(at + 3, row.supersededIn());
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, int at, ContainerKey key)
      throws SQLException {
    statement.setString(at, key.organization().value());
    statement.setObject(at + 1, key.container().uuid());
  }

  /** In the container's order, current assets first. */
  private static Map<RowKey, Row> rows(Container container) {
    Map<RowKey, Row> rows = new LinkedHashMap<>();
    for (int i = 0; i < container.assets().size(); i++) {
      add(rows, new Row(container.assets().get(i), null, i));
    }
    for (int i = 0; i < container.superseded().size(); i++) {
      SupersededAsset superseded = container.superseded().get(i);
      add(rows, new Row(superseded.asset(), superseded, i));
    }
    return rows;
  }

  private static void add(Map<RowKey, Row> rows, Row row) {
    rows.put(new RowKey(row.asset.id().value(), row.supersededIn()), row);
  }

  /** What tells a container's rows apart. */
  private record RowKey(String asset, long supersededIn) {}

  /**
   * A row of the table.
   *
   * @param position where it stands, and whether its other values are as wanted
   */
  private record Stored(int position, boolean isValue) {}

  /**
   * Which rows are to be written. Superseded assets keep their places as long as they are in order:
   * when the first of them are forgotten, the others need not move up.
   */
  private static final class Difference {
    final List<Row> changed = new ArrayList<>();
    final List<Row> added = new ArrayList<>();
    private final int highest;
    private int last = -1;

    Difference(int rows) {
      highest = Integer.MAX_VALUE - rows;
    }

    void add(Row row, @Nullable Stored stored) {
      if (row.superseded == null) {
        write(row, stored, row.position);
        return;
      }
      boolean inOrder = stored != null && stored.position() > last && stored.position() < highest;
      last = inOrder && stored != null ? stored.position() : last + 1;
      write(row, stored, last);
    }

    private void write(Row row, @Nullable Stored stored, int position) {
      if (stored == null) {
        added.add(row.at(position));
      } else if (!stored.isValue() || stored.position() != position) {
        changed.add(row.at(position));
      }
    }
  }

  /** A row to be. */
  private record Row(Asset asset, @Nullable SupersededAsset superseded, int position) {
    Row at(int other) {
      return other == position ? this : new Row(asset, superseded, other);
    }

    long supersededIn() {
      return superseded == null ? 0L : superseded.supersededIn().number();
    }

    private @Nullable Instant supersededAt() {
      return superseded == null ? null : superseded.supersededAt();
    }

    private boolean withdrawn() {
      return superseded != null && superseded.withdrawn();
    }

    private @Nullable Integer formerPosition() {
      return superseded == null ? null : superseded.position();
    }

    private String media() {
      return Rows.text(superseded == null ? Media.HELD : superseded.media());
    }

    /** Binds the values; returns the next position. */
    int bind(PreparedStatement statement) throws SQLException {
      AssetDescriptor descriptor = asset.descriptor();
      int at = 1;
      statement.setInt(at++, position);
      setTime(statement, at++, supersededAt());
      statement.setBoolean(at++, withdrawn());
      statement.setObject(at++, formerPosition(), Types.INTEGER);
      statement.setString(at++, media());
      statement.setString(at++, descriptor.url().value());
      statement.setString(at++, descriptor.kind().value());
      statement.setString(at++, text(descriptor.thumbnailUrl()));
      statement.setString(at++, text(descriptor.mimeType()));
      statement.setObject(at++, descriptor.sizeBytes(), Types.BIGINT);
      statement.setObject(at++, descriptor.durationMs(), Types.BIGINT);
      statement.setObject(at++, descriptor.width(), Types.INTEGER);
      statement.setObject(at++, descriptor.height(), Types.INTEGER);
      statement.setString(at++, text(descriptor.checksumSha256()));
      setTime(statement, at++, descriptor.expiresAt());
      return at;
    }

    /** Whether a stored row has these values, wherever it stands. */
    boolean isValueOf(ResultSet row) throws SQLException {
      AssetDescriptor descriptor = asset.descriptor();
      int at = 4;
      return Objects.equals(supersededAt(), Rows.nullableInstant(row, at++))
          && withdrawn() == row.getBoolean(at++)
          && Objects.equals(formerPosition(), Rows.nullableInt(row, at++))
          && Objects.equals(media(), row.getString(at++))
          && Objects.equals(descriptor.url().value(), row.getString(at++))
          && Objects.equals(descriptor.kind().value(), row.getString(at++))
          && Objects.equals(text(descriptor.thumbnailUrl()), row.getString(at++))
          && Objects.equals(text(descriptor.mimeType()), row.getString(at++))
          && Objects.equals(descriptor.sizeBytes(), Rows.nullableLong(row, at++))
          && Objects.equals(descriptor.durationMs(), Rows.nullableLong(row, at++))
          && Objects.equals(descriptor.width(), Rows.nullableInt(row, at++))
          && Objects.equals(descriptor.height(), Rows.nullableInt(row, at++))
          && Objects.equals(text(descriptor.checksumSha256()), row.getString(at++))
          && Objects.equals(descriptor.expiresAt(), Rows.nullableInstant(row, at));
    }

    private static void setTime(PreparedStatement statement, int at, @Nullable Instant time)
        throws SQLException {
      statement.setObject(at, Rows.time(time), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }
}
