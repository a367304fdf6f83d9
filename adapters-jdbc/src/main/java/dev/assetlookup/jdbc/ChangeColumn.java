package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.LONG;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;
import static dev.assetlookup.jdbc.ColumnType.UUID;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code change} beside its key, which is {@code org_id, change_sequence}. */
final class ChangeColumn {
  private static final TableColumns<Change> TABLE = new TableColumns<>();

  static final Column<Change> CHANGED_AT =
      TABLE.add("changed_at", TIME, change -> change.position().at());
  static final Column<Change> KIND = TABLE.add("kind", TEXT, ChangeColumn::kind);
  static final Column<Change> CONTAINER_ID =
      TABLE.add("container_id", UUID, of(change -> change.container().uuid()));
  static final Column<Change> PROJECT_ID =
      TABLE.add("project_id", TEXT, of(ContainerChange::projectId));
  static final Column<Change> FORMER_PROJECT_ID =
      TABLE.add("former_project_id", TEXT, of(ChangeColumn::formerProjectId));
  static final Column<Change> REVISION =
      TABLE.add("revision", LONG, of(change -> change.revision().number()));
  static final Column<Change> ADDED = TABLE.add("added", TEXT, of(change -> text(change.added())));
  static final Column<Change> SUPERSEDED =
      TABLE.add("superseded", TEXT, of(change -> text(change.superseded())));

  private static final String KEYS = "keys";
  private static final String ALL = "*";
  private static final String NO_PROJECT = "";

  private ChangeColumn() {}

  private static Function<Change, @Nullable Object> of(
      Function<ContainerChange, @Nullable Object> value) {
    return change ->
        change instanceof Change.OfContainer container ? value.apply(container.change()) : null;
  }

  private static String kind(Change change) {
    return change instanceof Change.OfContainer container
        ? Rows.lowerCase(container.change().kind())
        : KEYS;
  }

  /** Null if the write moved the container to no other project, as in rows of earlier versions. */
  private static @Nullable String formerProjectId(ContainerChange change) {
    String former = change.formerProjectId();
    return Objects.equals(former, change.projectId())
        ? null
        : Objects.requireNonNullElse(former, NO_PROJECT);
  }

  private static @Nullable String formerProjectId(@Nullable String stored, @Nullable String now) {
    return stored == null ? now : stored.equals(NO_PROJECT) ? null : stored;
  }

  private static String text(ChangedIds ids) {
    return ids.isAll()
        ? ALL
        : ids.ids().stream().map(AssetId::value).collect(Collectors.joining(" "));
  }

  /**
   * Reads a row behind its number.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static Change change(ResultSet row, long sequence, int origin) throws SQLException {
    LogPosition position = new LogPosition(sequence, CHANGED_AT.instant(row, origin));
    if (KIND.text(row, origin).equals(KEYS)) {
      return new Change.OfKeys(position);
    }
    java.util.UUID container = CONTAINER_ID.nullableUuid(row, origin);
    Long revision = REVISION.nullableLong(row, origin);
    if (container == null || revision == null) {
      throw new IllegalArgumentException("a change without container or revision");
    }
    String project = PROJECT_ID.nullableText(row, origin);
    return new Change.OfContainer(
        position,
        new ContainerChange(
            KIND.constant(row, origin, ContainerChange.Kind.class),
            new ContainerId(container),
            project,
            formerProjectId(FORMER_PROJECT_ID.nullableText(row, origin), project),
            new Revision(revision),
            ids(ADDED.nullableText(row, origin)),
            ids(SUPERSEDED.nullableText(row, origin))));
  }

  private static ChangedIds ids(@Nullable String text) {
    String listed = Objects.requireNonNullElse(text, "");
    if (listed.equals(ALL)) {
      return ChangedIds.ALL;
    }
    List<AssetId> ids =
        Arrays.stream(listed.split(" ", -1)).filter(id -> !id.isEmpty()).map(AssetId::new).toList();
    return new ChangedIds(false, ids);
  }
}
