package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A change that is to get the next number of its organization.
 *
 * @param organization the text of its column
 * @param floor the revision that no new container of the organization may have any more, or 0
 * @param change with its time, and without a number
 * @param audit who made it, likewise
 */
record NextChange(String organization, long floor, Change change, AuditEntry audit) {
  static final Columns<Change> COLUMNS = Columns.from(ChangeColumn.CHANGED_AT);

  static final Columns<AuditEntry> AUDIT_COLUMNS = Columns.from(AuditColumn.CHANGED_AT);

  Instant at() {
    return change.position().at();
  }

  /** Binds what the row of the organization takes, its key last; returns the next position. */
  int bindRow(PreparedStatement statement) throws SQLException {
    statement.setObject(1, Rows.utc(at()));
    statement.setLong(2, floor);
    statement.setBoolean(3, change instanceof Change.OfKeys);
    statement.setString(4, organization);
    return 5;
  }

  /**
   * Inserts the change, or its entry of the audit trail; the statement has all values. A number
   * that is there already is not a record that is: nobody may take it for that.
   */
  void insertBy(PreparedStatement statement) throws SQLException {
    try {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (SqlStates.isDuplicate(e)) {
        throw new SQLException(
            "the changes of organization " + organization + " go on beyond the last one in its row",
            "XX001",
            e);
      }
      throw e;
    }
  }
}
