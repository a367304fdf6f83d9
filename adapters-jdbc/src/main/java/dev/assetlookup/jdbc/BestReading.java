package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an id that counts: the current, else the latest superseded; others may be corrupt. */
final class BestReading {
  /** Behind {@code superseded_in}. */
  static final Columns<AssetRow> COLUMNS = Columns.from(AssetColumn.SUPERSEDED_AT);

  /** Behind those, in statements that look at the container, too. */
  static final int BEHIND = 5 + COLUMNS.size();

  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();
  private static final int ORIGIN = COLUMNS.origin(2);
  private static final int CONTAINER_AT = 2 + COLUMNS.size();
  private static final int DELETED_AT = CONTAINER_AT + 1;
  private static final int PROJECT_AT = DELETED_AT + 1;

  private final AssetId asset;
  private Reading best = NO_SUCH_CONTAINER;
  private @Nullable String storedProject;
  private long highest = Long.MIN_VALUE;
  private @Nullable IllegalArgumentException corrupt;

  BestReading(AssetId asset) {
    this.asset = asset;
  }

  void add(ResultSet row) throws SQLException {
    storedProject = row.getString(PROJECT_AT);
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

  /**
   * The same with the project of its container.
   *
   * @param key what was asked for, to name it if it is corrupt
   */
  ProjectReading withProject(AssetKey key) {
    String project = null;
    try {
      project = storedProject == null ? null : ContainerDetails.projectId(storedProject);
      return new ProjectReading(reading(), project);
    } catch (IllegalArgumentException e) {
      return new ProjectReading(corrupt(key, e), project);
    }
  }

  /** What is corrupt among several. */
  static Reading corrupt(AssetKey key, IllegalArgumentException cause) {
    return new Reading.Corrupt(String.valueOf(AssetFinder.corrupt(key, cause).getMessage()));
  }

  static Reading present(ResultSet row, AssetId asset) throws SQLException {
    Instant supersededAt =
        row.getLong(1) == 0 ? null : AssetColumn.SUPERSEDED_AT.instant(row, ORIGIN);
    return new Reading.Present(new Asset(asset, AssetColumn.descriptor(row, ORIGIN)), supersededAt);
  }
}
