package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Appends to the change log, as the last thing that a transaction does for a record: from then on
 * until it ends, it holds the row of the organization, so that numbers are committed in order.
 */
final class LogWriter {
  private static final Columns<Change> COLUMNS = Columns.from(ChangeColumn.CHANGED_AT);

  private static final String ADVANCE =
      """
      update {organization} set change_sequence = change_sequence + 1, changed_at = ?,
        revision_floor = greatest(revision_floor, ?),
        key_revision = case when cast(? as boolean) then change_sequence + 1 else key_revision end
      where org_id = ?
      """;
  private static final String BEGIN =
      """
      insert into {organization} (change_sequence, changed_at, revision_floor, key_revision, org_id)
      values (1, ?, ?, case when cast(? as boolean) then 1 else 0 end, ?)
      """;
  private static final String HEAD =
      "select change_sequence, key_revision from {organization} where org_id = ?";
  private static final String INSERT =
      """
      insert into {change} (org_id, change_sequence, {columns}) values (?, ?, {placeholders})
      """
          .replace("{columns}", COLUMNS.names());

  /** One round trip to PostgreSQL. */
  private static final String ADVANCE_AND_INSERT =
      """
      with next as (
        insert into {organization} as o
          (change_sequence, changed_at, revision_floor, key_revision, org_id)
        values (1, ?, ?, case when ? then 1 else 0 end, ?)
        on conflict (org_id) do update set change_sequence = o.change_sequence + 1,
          changed_at = excluded.changed_at,
          revision_floor = greatest(o.revision_floor, excluded.revision_floor),
          key_revision = case when excluded.key_revision = 1
            then o.change_sequence + 1 else o.key_revision end
        returning org_id, change_sequence)
      insert into {change} (org_id, change_sequence, {columns})
      select org_id, change_sequence, {placeholders} from next
      """
          .replace("{columns}", COLUMNS.names());

  private final InstantSource clock;
  private final String advance;
  private final String begin;
  private final String head;
  private final String insert;
  private final String advanceAndInsert;

  LogWriter(TableNames names, InstantSource clock) {
    this.clock = clock;
    this.advance = names.sql(ADVANCE);
    this.begin = names.sql(BEGIN);
    this.head = names.sql(HEAD);
    this.insert = names.sql(INSERT).replace("{placeholders}", COLUMNS.placeholders());
    this.advanceAndInsert = names.sql(ADVANCE_AND_INSERT).replace("{placeholders}", placeholders());
  }

  /** With types, which PostgreSQL does not see in a select. */
  private static String placeholders() {
    return COLUMNS.list().stream()
        .map(column -> "cast(? as " + column.type().catalogued() + ")")
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }

  /** Logs a swap of a container. */
  void swapped(Handle handle, Logged logged, ContainerKey key, ContainerChange change)
      throws SQLException {
    String organization = key.organization().value();
    append(handle, logged, organization, 0, at -> new Change.OfContainer(at, change));
  }

  /** Logs the removal of a container, and keeps its last revision from coming back. */
  void removed(Handle handle, Logged logged, ContainerKey key, ContainerChange change)
      throws SQLException {
    append(
        handle,
        logged,
        key.organization().value(),
        change.revision().number(),
        at -> new Change.OfContainer(at, change));
  }

  /** Logs that a key of an organization changed. */
  void keysChanged(Handle handle, Logged logged, String organization) throws SQLException {
    append(handle, logged, organization, 0, Change.OfKeys::new);
  }

  private void append(
      Handle handle,
      Logged logged,
      String organization,
      long floor,
      Function<LogPosition, Change> entry)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    // The number is not known yet, and not among what is bound.
    Change change = entry.apply(new LogPosition(0, now));
    if (logged.engine().product() == Engine.Product.POSTGRESQL) {
      try (PreparedStatement statement =
          handle.getConnection().prepareStatement(advanceAndInsert)) {
        int at = bind(statement, change, floor, organization);
        COLUMNS.bind(statement, at, change);
        insert(statement, organization);
      }
      OrganizationId.parse(organization).ifPresent(id -> logged.add(id, LogHead.EMPTY));
      return;
    }
    LogHead next = advance(handle, change, floor, organization);
    try (PreparedStatement statement = handle.getConnection().prepareStatement(insert)) {
      statement.setString(1, organization);
      statement.setLong(2, next.last().sequence());
      COLUMNS.bind(statement, 3, change);
      insert(statement, organization);
    }
    OrganizationId.parse(organization).ifPresent(id -> logged.add(id, next));
  }

  /** A number that is there already is not a record that is: nobody may take it for that. */
  private static void insert(PreparedStatement statement, String organization) throws SQLException {
    try {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (Failures.isDuplicate(e)) {
        throw new SQLException(
            "the changes of organization " + organization + " go on beyond the last one in its row",
            "XX001",
            e);
      }
      throw e;
    }
  }

  private LogHead advance(Handle handle, Change change, long floor, String organization)
      throws SQLException {
    if (run(handle, advance, change, floor, organization) == 0) {
      try {
        run(handle, begin, change, floor, organization);
      } catch (SQLException e) {
        if (Failures.isDuplicate(e)) {
          throw new SQLTransactionRollbackException("the organization's first change", "40001", e);
        }
        throw e;
      }
    }
    return head(handle, organization, change.position().at())
        .orElseThrow(() -> new SQLTransactionRollbackException("the row is gone", "40001"));
  }

  private static int run(Handle handle, String sql, Change change, long floor, String organization)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      bind(statement, change, floor, organization);
      return statement.executeUpdate();
    }
  }

  private static int bind(
      PreparedStatement statement, Change change, long floor, String organization)
      throws SQLException {
    statement.setObject(1, Rows.utc(change.position().at()));
    statement.setLong(2, floor);
    statement.setBoolean(3, change instanceof Change.OfKeys);
    statement.setString(4, organization);
    return 5;
  }

  private Optional<LogHead> head(Handle handle, String organization, Instant now)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(head)) {
      statement.setString(1, organization);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new LogHead(new LogPosition(row.getLong(1), now), row.getLong(2)))
            : Optional.empty();
      }
    }
  }
}
