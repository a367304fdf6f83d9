package dev.assetlookup.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The types of columns: as the definition names them, as databases do, and as JDBC does. */
enum ColumnType {
  TEXT("character varying", Types.VARCHAR) {
    @Override
    String defined() {
      return "varchar";
    }

    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return row.getString(at);
    }

    @Override
    boolean isCalled(String type) {
      return type.equals("text") || super.isCalled(type);
    }
  },
  UUID("uuid", Types.OTHER) {
    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return row.getObject(at, java.util.UUID.class);
    }
  },
  LONG("bigint", Types.BIGINT) {
    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return Rows.nullableLong(row, at);
    }
  },
  INTEGER("integer", Types.INTEGER) {
    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return Rows.nullableInt(row, at);
    }
  },
  BOOLEAN("boolean", Types.BOOLEAN) {
    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return row.getBoolean(at);
    }
  },
  TIME("timestamp with time zone", Types.TIMESTAMP_WITH_TIMEZONE) {
    @Override
    @Nullable Object read(ResultSet row, int at) throws SQLException {
      return Rows.nullableInstant(row, at);
    }
  };

  private final String catalogued;
  private final int jdbc;

  ColumnType(String catalogued, int jdbc) {
    this.catalogued = catalogued;
    this.jdbc = jdbc;
  }

  /** How a definition begins, without lengths. */
  String defined() {
    return catalogued;
  }

  /** How the databases call it in their catalogs. */
  String catalogued() {
    return catalogued;
  }

  /** Whether a catalog means this type by a name. */
  boolean isCalled(String type) {
    return catalogued.equals(type);
  }

  /** Reads a value, as {@link Column#value} gives it. */
  abstract @Nullable Object read(ResultSet row, int at) throws SQLException;

  void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
    Object bound = value instanceof Instant instant ? Rows.utc(instant) : value;
    statement.setObject(at, bound, jdbc);
  }
}
