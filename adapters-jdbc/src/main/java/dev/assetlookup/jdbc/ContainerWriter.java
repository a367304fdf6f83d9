package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Writes whole containers, on a handle in a transaction. */
final class ContainerWriter {
  private static final Columns<Container> COLUMNS = Columns.from(ContainerColumn.HELD_SINCE);

  private final String insert;
  private final String update;
  private final String delete;
  private final AssetWriter assets;
  private final RevisionFloors floors;

  ContainerWriter(TableNames names) {
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
    this.update =
        names
            .sql(
                """
                update {container} set {assignments}
                where org_id = ? and container_id = ? and (revision = ? or revision <= 0)
                """)
            .replace("{assignments}", COLUMNS.assignments());
    this.delete =
        names.sql(
            """
            delete from {container}
            where org_id = :org_id and container_id = :container_id and revision = :revision
            """);
    this.assets = new AssetWriter(names);
    this.floors = new RevisionFloors(names);
  }

  /**
   * Stores a container where there is none; false if its revision may have been before. One that is
   * there already ends in a duplicate key.
   */
  boolean insert(Handle handle, Container next) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(insert)) {
      int at = COLUMNS.bind(statement, 1, next);
      Rows.bindKey(statement, at, next.key());
      statement.executeUpdate();
    }
    // Somebody may have deleted the container's row, but not its assets, by hand.
    assets.deleteAll(handle, next.key());
    assets.insertAll(handle.getConnection(), next);
    return floors.isBelow(handle, next);
  }

  /** Replaces the container if its revision is the expected one, or none; false if it is not. */
  boolean replace(Handle handle, Container next, Revision expected) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(update)) {
      int at = COLUMNS.bind(statement, 1, next);
      Rows.bindKey(statement, at, next.key());
      statement.setLong(at + 2, expected.number());
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    assets.replace(handle.getConnection(), next);
    return !expected.equals(Revision.NONE) || floors.isBelow(handle, next);
  }

  /**
   * Removes the container if its revision is the expected one; false if it is not. The second of
   * two that raise an organization's first floor ends in a duplicate key.
   */
  boolean remove(Handle handle, ContainerKey key, Revision expected) {
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
    floors.raise(handle, key.organization(), expected);
    return true;
  }
}
