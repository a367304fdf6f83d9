package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Appends to the change log and the audit trail, as the last thing that a transaction does for a
 * record: from then on until it ends, it holds the row of the organization, so that numbers are
 * committed in order.
 */
final class LogWriter {
  private final InstantSource clock;
  private final H2LogAppend inH2;
  private final PostgresqlLogAppend inPostgresql;

  LogWriter(TableNames names, InstantSource clock) {
    this.clock = clock;
    this.inH2 = new H2LogAppend(names);
    this.inPostgresql = new PostgresqlLogAppend(names);
  }

  /** Logs a swap of a container. */
  void swapped(
      Handle handle, Logged logged, ContainerKey key, ContainerChange change, Revision expected)
      throws SQLException {
    append(
        handle,
        logged,
        key.organization().value(),
        0,
        at -> new Change.OfContainer(at, change),
        Deed.swapped(change, expected));
  }

  /** Logs the removal of a container, and keeps its last revision from coming back. */
  void removed(Handle handle, Logged logged, ContainerKey key, ContainerChange change)
      throws SQLException {
    append(
        handle,
        logged,
        key.organization().value(),
        change.revision().number(),
        at -> new Change.OfContainer(at, change),
        Deed.removed(change.container(), change.revision()));
  }

  /** Logs that a key of an organization changed. */
  void keysChanged(Handle handle, Logged logged, String organization, Deed deed)
      throws SQLException {
    append(handle, logged, organization, 0, Change.OfKeys::new, deed);
  }

  private void append(
      Handle handle,
      Logged logged,
      String organization,
      long floor,
      Function<LogPosition, Change> entry,
      Deed deed)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    // The number is not known yet, and not among what is bound.
    LogPosition at = new LogPosition(0, now);
    NextChange next =
        new NextChange(
            organization, floor, entry.apply(at), new AuditEntry(at, logged.actor(), deed));
    Connection connection = handle.getConnection();
    LogHead reached = LogHead.EMPTY;
    if (logged.engine().product() == Engine.Product.POSTGRESQL) {
      inPostgresql.append(connection, next);
    } else {
      reached = inH2.append(connection, next);
    }
    LogHead head = reached;
    OrganizationId.parse(organization).ifPresent(id -> logged.add(id, head));
  }
}
