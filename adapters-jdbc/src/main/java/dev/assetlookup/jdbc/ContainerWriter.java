package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes whole containers, on a handle in a transaction. */
final class ContainerWriter {
  private static final Columns<Container> COLUMNS = Columns.from(ContainerColumn.OLDEST_HELD);

  private final String insert;
  private final String updateLive;
  private final String updateInProject;
  private final String projectOfLive;
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
    this.updateInProject = updateLive + " and project_id is not distinct from cast(? as varchar)";
    this.projectOfLive =
        names.sql(
            """
            select project_id from {container}
            where org_id = ? and container_id = ? and (revision = ? or revision <= 0)
              and deleted_at is null
            """);
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
    Former former = update(handle, next, expected);
    if (former == null) {
      return false;
    }
    AssetReplacement replaced =
        assets.replace(handle.getConnection(), logged.engine().product(), next);
    if (expected.equals(Revision.NONE) && !floors.isBelow(handle, next)) {
      return false;
    }
    Kind kind = Kind.of(former.wasThere(), next, replaced.onlyForgot());
    List<Asset> added = former.wasThere() ? replaced.added() : next.assets();
    ContainerChange change = ContainerChange.of(kind, former.projectId(), next, added);
    log.swapped(handle, logged, next.key(), change, expected);
    return true;
  }

  /**
   * What a replaced container was.
   *
   * @param wasThere false if it was deleted
   * @param projectId the project that it was in; that of its successor if it was deleted
   */
  private record Former(boolean wasThere, @Nullable String projectId) {}

  /**
   * Updates the row; null if its revision is not the expected one. Case by case, so that most
   * writes know what it was without having read it.
   */
  private @Nullable Former update(Handle handle, Container next, Revision expected)
      throws SQLException {
    String project = next.details().projectId();
    if (update(handle, updateInProject, next, expected, project)) {
      return new Former(true, project);
    }
    if (update(handle, updateDeleted, next, expected)) {
      return new Former(false, project);
    }
    Former moved = former(handle, next.key(), expected);
    return moved != null && update(handle, updateLive, next, expected) ? moved : null;
  }

  private @Nullable Former former(Handle handle, ContainerKey key, Revision expected)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(projectOfLive)) {
      Rows.bindKey(statement, 1, key);
      statement.setLong(3, expected.number());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? new Former(true, row.getString(1)) : null;
      }
    }
  }

  private static boolean update(
      Handle handle, String sql, Container next, Revision expected, @Nullable String... more)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int at = COLUMNS.bind(statement, 1, next);
      Rows.bindKey(statement, at, next.key());
      statement.setLong(at + 2, expected.number());
      for (int i = 0; i < more.length; i++) {
        statement.setString(at + 3 + i, more[i]);
      }
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
