package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the change log, on a connection. Plain JDBC, as a cache asks before each answer. */
final class LogReader {
  /** A page with the longest lists of ids takes about 25 MiB. */
  private static final int MOST = 1_000;

  private static final Columns<Change> CHANGE = Columns.from(ChangeColumn.CHANGED_AT);
  private static final int SEQUENCE_AT = 4;
  private static final int CHANGE_ORIGIN = CHANGE.origin(SEQUENCE_AT + 1);

  private final String head;
  private final String heads;
  private final String changes;

  LogReader(TableNames names) {
    this.head =
        names.sql(
            "select change_sequence, changed_at, key_revision from {organization} where org_id ="
                + " ?");
    this.heads =
        names.sql(
            """
            select change_sequence, changed_at, key_revision, org_id from {organization}
            where org_id = any(?)
            """);
    // One statement, so that head and changes are of one moment. The place itself is read too.
    this.changes =
        names
            .sql(
                """
                select o.change_sequence, o.changed_at, o.key_revision,
                  c.change_sequence, {columns}
                from {organization} o left join (
                  select * from {change} where org_id = ? and change_sequence >= ?
                  order by org_id, change_sequence fetch first ? rows only) c
                  on c.org_id = o.org_id
                where o.org_id = ? order by c.change_sequence
                """)
            .replace("{columns}", CHANGE.names("c"));
  }

  LogHead head(Connection connection, OrganizationId organization) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(head)) {
      statement.setString(1, organization.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? head(row) : LogHead.EMPTY;
      }
    }
  }

  List<LogHead> heads(Connection connection, List<OrganizationId> organizations)
      throws SQLException {
    if (organizations.size() == 1) {
      return List.of(head(connection, organizations.get(0)));
    }
    Map<String, LogHead> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(heads)) {
      Object[] ids = organizations.stream().map(OrganizationId::value).distinct().toArray();
      statement.setArray(1, connection.createArrayOf("varchar", ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(4), head(row));
        }
      }
    }
    return organizations.stream().map(id -> found.getOrDefault(id.value(), LogHead.EMPTY)).toList();
  }

  private static LogHead head(ResultSet row) throws SQLException {
    long sequence = row.getLong(1);
    return sequence == 0
        ? LogHead.EMPTY
        : new LogHead(new LogPosition(sequence, Rows.instant(row, 2)), row.getLong(3));
  }

  /** The changes after a place; one that is not valid is not kept, nor is what is before it. */
  Changes changes(Connection connection, OrganizationId organization, LogPosition after, int limit)
      throws SQLException {
    LogHead head = LogHead.EMPTY;
    List<Change> changes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(this.changes)) {
      statement.setString(1, organization.value());
      statement.setLong(2, after.sequence());
      statement.setInt(3, Math.min(limit, MOST) + 1);
      statement.setString(4, organization.value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          head = head(row);
          long sequence = row.getLong(SEQUENCE_AT);
          if (row.wasNull()) {
            break;
          }
          try {
            changes.add(ChangeColumn.change(row, sequence, CHANGE_ORIGIN));
          } catch (IllegalArgumentException e) {
            break;
          }
        }
      }
    }
    return page(after, changes, head, Math.min(limit, MOST));
  }

  /** From the place itself, if it is not the start, and what follows. */
  private static Changes page(LogPosition after, List<Change> found, LogHead head, int limit) {
    List<Change> following = found;
    if (after.sequence() > 0) {
      if (found.isEmpty() || !found.get(0).position().equals(after)) {
        return new Changes.NotKept(head);
      }
      following = found.subList(1, found.size());
    } else if (!after.equals(LogPosition.START)) {
      return new Changes.NotKept(head);
    }
    boolean isEnd = head.last().sequence() == after.sequence();
    boolean isGap =
        !following.isEmpty() && following.get(0).position().sequence() != after.sequence() + 1;
    if (isGap || (following.isEmpty() && !isEnd)) {
      return new Changes.NotKept(head);
    }
    return new Changes.Page(following.subList(0, Math.min(limit, following.size())), head);
  }
}
