package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.SharedBudget;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * What servers share of their rate limits, in PostgreSQL, by its clock. Claims are settled in one
 * transaction, a second apart, and wait for those of other servers on the same buckets. Thread-safe
 * as far as the data source is; does no I/O when constructed.
 */
public final class JdbcBudget implements SharedBudget {
  private static final String CLOCK =
      "(extract(epoch from clock_timestamp()) * 1000000000)::bigint";

  private final Transactions transactions;
  private final String insert;
  private final String select;
  private final String update;
  private final String clock;

  /**
   * A budget in some tables.
   *
   * @param dataSource where connections to PostgreSQL come from; preferably a pool
   * @param names where the tables are
   */
  public JdbcBudget(DataSource dataSource, TableNames names) {
    this(dataSource, names, CLOCK);
  }

  /** The same with another clock, in SQL. */
  JdbcBudget(DataSource dataSource, TableNames names, String clock) {
    this.transactions =
        new Transactions(
            Objects.requireNonNull(dataSource), Objects.requireNonNull(names), new Announcements());
    this.insert =
        names.sql(
            """
            insert into {bucket} (bucket_id, full_at)
            select id, 0 from unnest(?) as t(id) order by id on conflict do nothing
            """);
    // All servers lock in one order.
    this.select =
        names.sql(
            """
            select bucket_id, full_at from {bucket} where bucket_id = any(?)
            order by bucket_id for update
            """);
    this.update =
        names.sql(
            """
            update {bucket} b set full_at = t.full_at
            from unnest(?, ?) as t(id, full_at) where b.bucket_id = t.id
            """);
    this.clock = names.sql("select " + clock);
  }

  @Override
  public List<Claim.Settlement> settle(List<Claim> claims) {
    List<Claim.Settlement> settlements = new ArrayList<>();
    transactions.write(
        Write.small(
            "shared rate limits",
            Actor.SYSTEM,
            (handle, logged) -> {
              settlements.clear();
              settlements.addAll(settle(handle.getConnection(), List.copyOf(claims)));
              return true;
            }));
    return settlements;
  }

  private List<Claim.Settlement> settle(Connection connection, List<Claim> claims)
      throws SQLException {
    if (claims.isEmpty()) {
      now(connection);
      return List.of();
    }
    Array ids = connection.createArrayOf("varchar", claims.stream().map(Claim::bucket).toArray());
    Map<String, Long> fullAt = locked(connection, ids);
    if (fullAt.size() < claims.size()) {
      try (PreparedStatement statement = connection.prepareStatement(insert)) {
        statement.setArray(1, ids);
        statement.executeUpdate();
      }
      fullAt = locked(connection, ids);
    }
    // After the locks, for which this may have waited.
    long now = now(connection);
    List<Claim.Settlement> settlements = new ArrayList<>();
    for (Claim claim : claims) {
      settlements.add(claim.settle(fullAt.getOrDefault(claim.bucket(), 0L), now));
    }
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setArray(1, ids);
      Object[] times = settlements.stream().map(Claim.Settlement::fullAt).toArray();
      statement.setArray(2, connection.createArrayOf("bigint", times));
      statement.executeUpdate();
    }
    return settlements;
  }

  private Map<String, Long> locked(Connection connection, Array ids) throws SQLException {
    Map<String, Long> fullAt = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setArray(1, ids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          fullAt.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return fullAt;
  }

  private long now(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(clock);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
