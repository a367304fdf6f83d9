package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code asset} as it should be.
 *
 * @param asset what it is
 * @param superseded null for a current asset
 * @param position where it stands among the current, or the superseded
 */
record AssetRow(Asset asset, @Nullable SupersededAsset superseded, int position) {
  /** The key of a row among those of its container. */
  record Key(String asset, long supersededIn) {
    boolean isCurrent() {
      return supersededIn == 0;
    }

    /** Binds both; returns the next position. */
    int bind(PreparedStatement statement, int at) throws SQLException {
      statement.setString(at, asset);
      statement.setLong(at + 1, supersededIn);
      return at + 2;
    }
  }

  /** The rows of a container, in its order, current assets first. */
  static Map<Key, AssetRow> of(Container container) {
    Map<Key, AssetRow> rows = new LinkedHashMap<>();
    for (int i = 0; i < container.assets().size(); i++) {
      new AssetRow(container.assets().get(i), null, i).addTo(rows);
    }
    for (int i = 0; i < container.superseded().size(); i++) {
      SupersededAsset superseded = container.superseded().get(i);
      new AssetRow(superseded.asset(), superseded, i).addTo(rows);
    }
    return rows;
  }

  private void addTo(Map<Key, AssetRow> rows) {
    rows.put(key(), this);
  }

  Key key() {
    long supersededIn = superseded == null ? 0 : superseded.supersededIn().number();
    return new Key(asset.id().value(), supersededIn);
  }

  AssetRow at(int newPosition) {
    return newPosition == position ? this : new AssetRow(asset, superseded, newPosition);
  }

  AssetDescriptor descriptor() {
    return asset.descriptor();
  }

  boolean withdrawn() {
    return superseded != null && superseded.withdrawn();
  }

  @Nullable Integer formerPosition() {
    return superseded == null ? null : superseded.position();
  }

  Media media() {
    return superseded == null ? Media.HELD : superseded.media();
  }

  @Nullable Instant supersededAt() {
    return superseded == null ? null : superseded.supersededAt();
  }
}
