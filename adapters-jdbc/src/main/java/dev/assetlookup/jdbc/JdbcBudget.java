package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.SharedBudget;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What servers share of their rate limits, in PostgreSQL, by its clock. Claims are settled in one
 * transaction, a second apart, and wait for those of other servers on the same buckets. Thread-safe
 * as far as the data source is; does no I/O when constructed.
 */
public final class JdbcBudget implements SharedBudget {
  private static final String CLOCK =
      "(extract(epoch from clock_timestamp()) * 1000000000)::bigint";

  /** A clock that is set back by less brings back no claim of a bucket that was forgotten. */
  private static final Duration SETTLED = Duration.ofHours(1);

  private final Transactions transactions;
  private final String insert;
  private final String select;
  private final String update;
  private final String clock;
  private final String delete;

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
    // What is locked is in use. An array, so that the limit is of all that is deleted.
    this.delete =
        names.sql(
            """
            delete from {bucket} where bucket_id = any (array(
              select bucket_id from {bucket} where full_at < %s - %d
              order by bucket_id fetch first ? rows only for update skip locked))
            """
                .formatted(clock, SETTLED.toNanos()));
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

  @Override
  public int forget(int limit) {
    int[] forgotten = new int[1];
    transactions.write(
        Write.small(
            "shared rate limits",
            Actor.SYSTEM,
            (handle, logged) -> {
              forgotten[0] = handle.execute(delete, limit);
              return true;
            }));
    return forgotten[0];
  }

  private List<Claim.Settlement> settle(Connection connection, List<Claim> claims)
      throws SQLException {
    if (claims.isEmpty()) {
      now(connection);
      return List.of();
    }
    String[] buckets = claims.stream().map(Claim::bucket).distinct().toArray(String[]::new);
    Array ids = connection.createArrayOf("varchar", buckets);
    Map<String, Long> fullAt = locked(connection, ids);
    if (fullAt.size() < buckets.length) {
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
      Claim.Settlement settlement = claim.settle(fullAt.getOrDefault(claim.bucket(), 0L), now);
      fullAt.put(claim.bucket(), settlement.fullAt());
      settlements.add(settlement);
    }
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setArray(1, ids);
      Object[] times = Stream.of(buckets).map(fullAt::get).toArray();
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
