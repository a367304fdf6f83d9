package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.LONG;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;
import static dev.assetlookup.jdbc.ColumnType.UUID;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the table {@code audit} behind its key. */
final class AuditColumn {
  private static final TableColumns<AuditEntry> TABLE = new TableColumns<>();

  static final Column<AuditEntry> CHANGED_AT =
      TABLE.add("changed_at", TIME, entry -> entry.position().at());
  static final Column<AuditEntry> ACTION =
      TABLE.add("action", TEXT, entry -> Rows.lowerCase(entry.deed().action()));
  static final Column<AuditEntry> ACTOR_KIND =
      TABLE.add("actor_kind", TEXT, entry -> Rows.lowerCase(entry.actor().kind()));
  static final Column<AuditEntry> ACTOR_NAME =
      TABLE.add("actor_name", TEXT, entry -> entry.actor().name());
  static final Column<AuditEntry> REQUEST_ID =
      TABLE.add("request_id", TEXT, entry -> entry.actor().requestId());
  static final Column<AuditEntry> KEY_ID =
      TABLE.add(
          "key_id",
          TEXT,
          entry -> entry.deed() instanceof Deed.ToKey deed ? deed.key().value() : null);
  static final Column<AuditEntry> CONTAINER_ID =
      TABLE.add("container_id", UUID, of(deed -> deed.container().uuid()));
  static final Column<AuditEntry> PROJECT_ID =
      TABLE.add("project_id", TEXT, of(Deed.ToContainer::projectId));
  static final Column<AuditEntry> REVISION_BEFORE =
      TABLE.add("revision_before", LONG, of(deed -> number(deed.before())));
  static final Column<AuditEntry> REVISION_AFTER =
      TABLE.add("revision_after", LONG, of(deed -> number(deed.after())));

  private AuditColumn() {}

  private static Function<AuditEntry, @Nullable Object> of(
      Function<Deed.ToContainer, @Nullable Object> value) {
    return entry -> entry.deed() instanceof Deed.ToContainer deed ? value.apply(deed) : null;
  }

  private static @Nullable Long number(@Nullable Revision revision) {
    return revision == null ? null : revision.number();
  }

  private static @Nullable Revision revision(@Nullable Long number) {
    return number == null ? null : new Revision(number);
  }

  /**
   * Reads a row behind its number.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static AuditEntry entry(ResultSet row, long sequence, int origin) throws SQLException {
    Actor actor =
        new Actor(
            ACTOR_KIND.constant(row, origin, Actor.Kind.class),
            ACTOR_NAME.nullableText(row, origin),
            REQUEST_ID.nullableText(row, origin));
    return new AuditEntry(
        new LogPosition(sequence, CHANGED_AT.instant(row, origin)), actor, deed(row, origin));
  }

  private static Deed deed(ResultSet row, int origin) throws SQLException {
    Deed.Action action = ACTION.constant(row, origin, Deed.Action.class);
    ApiKeyId key = KEY_ID.nullable(row, origin, ApiKeyId::new);
    if (key != null) {
      return new Deed.ToKey(action, key);
    }
    java.util.UUID container = CONTAINER_ID.nullableUuid(row, origin);
    if (container == null) {
      throw new IllegalArgumentException("an entry without key or container");
    }
    return new Deed.ToContainer(
        action,
        new ContainerId(container),
        PROJECT_ID.nullableText(row, origin),
        revision(REVISION_BEFORE.nullableLong(row, origin)),
        revision(REVISION_AFTER.nullableLong(row, origin)));
  }
}
