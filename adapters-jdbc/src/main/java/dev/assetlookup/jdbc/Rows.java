package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Single values of rows, by position. Values check themselves: a row that is not valid ends in an
 * {@link IllegalArgumentException}, which the caller reports with the row's key.
 */
final class Rows {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());

  /** Before all times that the values have. */
  static final Instant EARLIEST = Instant.EPOCH;

  private Rows() {}

  /**
   * The key of a container, empty if its organization is none: then no caller can ask for it, and
   * its neighbours must not suffer. The tables refuse such a row unless they were made without that
   * check.
   */
  static Optional<ContainerKey> containerKey(String organization, UUID container) {
    ContainerId id = new ContainerId(container);
    try {
      return Optional.of(new ContainerKey(new OrganizationId(organization), id));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "passing over the row of container {0}: {1}", id, e.getMessage());
      return Optional.empty();
    }
  }

  static void bindKey(PreparedStatement statement, int at, ContainerKey key) throws SQLException {
    statement.setString(at, key.organization().value());
    statement.setObject(at + 1, key.container().uuid());
  }

  /** How a constant is stored. */
  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("a required column is null");
    }
    return text;
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    Instant instant = nullableInstant(row, column);
    if (instant == null) {
      throw new IllegalArgumentException("a required time is null");
    }
    return instant;
  }

  static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static @Nullable Integer nullableInt(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
