package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes whole containers, on a handle in a transaction. */
final class ContainerWriter {
  private static final Columns<Container> COLUMNS = Columns.from(ContainerColumn.OLDEST_HELD);

  private final String insert;
  private final String updateLive;
  private final String updateDeleted;
  private final String delete;
  private final AssetWriter assets;
  private final RevisionFloors floors;
  private final LogWriter log;

  ContainerWriter(TableNames names, LogWriter log) {
    this.insert =
        names
            .sql(
                """
                insert into {container} ({columns}, org_id, container_id)
                values ({placeholders}, ?, ?)
                """)
            .replace("{columns}", COLUMNS.names())
            .replace("{placeholders}", COLUMNS.placeholders());
    // A revision that is none is corrupt, and anybody's to replace.
    String update =
        names
            .sql(
                """
                update {container} set {assignments}
                where org_id = ? and container_id = ? and (revision = ? or revision <= 0)
                """)
            .replace("{assignments}", COLUMNS.assignments());
    this.updateLive = update + "and deleted_at is null";
    this.updateDeleted = update + "and deleted_at is not null";
    this.delete =
        names.sql(
            """
            delete from {container}
            where org_id = :org_id and container_id = :container_id and revision = :revision
            """);
    this.assets = new AssetWriter(names);
    this.floors = new RevisionFloors(names);
    this.log = log;
  }

  /**
   * Stores a container where there is none; false if its revision may have been before. One that is
   * there already ends in a duplicate key.
   */
  boolean insert(Handle handle, Logged logged, Container next) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(insert)) {
      int at = COLUMNS.bind(statement, 1, next);
      Rows.bindKey(statement, at, next.key());
      statement.executeUpdate();
    }
    // Somebody may have deleted the container's row, but not its assets, by hand.
    assets.deleteAll(handle, next.key());
    assets.insertAll(handle.getConnection(), logged.engine().product(), next);
    if (!floors.isBelow(handle, next)) {
      return false;
    }
    log.swapped(handle, logged, next.key(), ContainerChange.between(null, next), Revision.NONE);
    return true;
  }

  /** Replaces the container if its revision is the expected one, or none; false if it is not. */
  boolean replace(Handle handle, Logged logged, Container next, Revision expected)
      throws SQLException {
    // The deleted ones by themselves, so that it is known which it was without reading it first.
    boolean wasThere = update(handle, updateLive, next, expected);
    if (!wasThere && !update(handle, updateDeleted, next, expected)) {
      return false;
    }
    AssetReplacement replaced =
        assets.replace(handle.getConnection(), logged.engine().product(), next);
    if (expected.equals(Revision.NONE) && !floors.isBelow(handle, next)) {
      return false;
    }
    Kind kind = Kind.of(wasThere, next, replaced.onlyForgot());
    List<Asset> added = wasThere ? replaced.added() : next.assets();
    log.swapped(handle, logged, next.key(), ContainerChange.of(kind, next, added), expected);
    return true;
  }

  private static boolean update(Handle handle, String sql, Container next, Revision expected)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int at = COLUMNS.bind(statement, 1, next);
      Rows.bindKey(statement, at, next.key());
      statement.setLong(at + 2, expected.number());
      return statement.executeUpdate() == 1;
    }
  }

  /** Removes the container if its revision is the expected one; false if it is not. */
  boolean remove(Handle handle, Logged logged, ContainerKey key, Revision expected)
      throws SQLException {
    int removed =
        handle
            .createUpdate(delete)
            .bind("org_id", key.organization().value())
            .bind("container_id", key.container().uuid())
            .bind("revision", expected.number())
            .execute();
    if (removed == 0) {
      return false;
    }
    assets.deleteAll(handle, key);
    log.removed(handle, logged, key, ContainerChange.removed(key.container(), expected));
    return true;
  }
}
