package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;

/**
 * Appends to the change log and the audit trail by statements that any database has, and knows the
 * number then.
 */
final class H2LogAppend {
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
          .replace("{columns}", NextChange.COLUMNS.names());
  private static final String INSERT_AUDIT =
      """
      insert into {audit} (org_id, change_sequence, {columns}) values (?, ?, {placeholders})
      """
          .replace("{columns}", NextChange.AUDIT_COLUMNS.names());

  private final String advance;
  private final String begin;
  private final String head;
  private final String insert;
  private final String insertAudit;

  H2LogAppend(TableNames names) {
    this.advance = names.sql(ADVANCE);
    this.begin = names.sql(BEGIN);
    this.head = names.sql(HEAD);
    this.insert = names.sql(INSERT).replace("{placeholders}", NextChange.COLUMNS.placeholders());
    this.insertAudit =
        names.sql(INSERT_AUDIT).replace("{placeholders}", NextChange.AUDIT_COLUMNS.placeholders());
  }

  /** Returns the head of the organization, which is this change. */
  LogHead append(Connection connection, NextChange next) throws SQLException {
    if (advance(connection, advance, next) == 0) {
      begin(connection, next);
    }
    LogHead reached = head(connection, next);
    long number = reached.last().sequence();
    insert(connection, insert, next, number, NextChange.COLUMNS, next.change());
    insert(connection, insertAudit, next, number, NextChange.AUDIT_COLUMNS, next.audit());
    return reached;
  }

  private static <T> void insert(
      Connection connection, String sql, NextChange next, long number, Columns<T> columns, T row)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, next.organization());
      statement.setLong(2, number);
      columns.bind(statement, 3, row);
      next.insertBy(statement);
    }
  }

  private static int advance(Connection connection, String sql, NextChange next)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      next.bindRow(statement);
      return statement.executeUpdate();
    }
  }

  private void begin(Connection connection, NextChange next) throws SQLException {
    try {
      advance(connection, begin, next);
    } catch (SQLException e) {
      if (SqlStates.isDuplicate(e)) {
        throw new SQLTransactionRollbackException("the organization's first change", "40001", e);
      }
      throw e;
    }
  }

  private LogHead head(Connection connection, NextChange next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(head)) {
      statement.setString(1, next.organization());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLTransactionRollbackException("the row is gone", "40001");
        }
        return new LogHead(new LogPosition(row.getLong(1), next.at()), row.getLong(2));
      }
    }
  }
}
