package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Appends to the change log and the audit trail in one round trip, which does not tell the number.
 */
final class PostgresqlLogAppend {
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
        returning org_id, change_sequence),
      changed as (
        insert into {change} (org_id, change_sequence, {columns})
        select org_id, change_sequence, {placeholders} from next)
      insert into {audit} (org_id, change_sequence, {audit_columns})
      select org_id, change_sequence, {audit_placeholders} from next
      """
          .replace("{columns}", NextChange.COLUMNS.names())
          .replace("{audit_columns}", NextChange.AUDIT_COLUMNS.names());

  private final String advanceAndInsert;

  PostgresqlLogAppend(TableNames names) {
    this.advanceAndInsert =
        names
            .sql(ADVANCE_AND_INSERT)
            .replace("{placeholders}", placeholders(NextChange.COLUMNS))
            .replace("{audit_placeholders}", placeholders(NextChange.AUDIT_COLUMNS));
  }

  /** With types, which PostgreSQL does not see in a select. */
  private static String placeholders(Columns<?> columns) {
    return columns.list().stream()
        .map(column -> "cast(? as " + column.type().catalogued() + ")")
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }

  void append(Connection connection, NextChange next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(advanceAndInsert)) {
      int at = next.bindRow(statement);
      int audit = NextChange.COLUMNS.bind(statement, at, next.change());
      NextChange.AUDIT_COLUMNS.bind(statement, audit, next.audit());
      next.insertBy(statement);
    }
  }
}
