package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.SharedBuckets;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four servers over one PostgreSQL, whose clock the test sets. */
class JdbcBudgetTest {
  private static final long SECOND = 1_000_000_000;
  private static final Rate RATE = new Rate(600);

  @RegisterExtension final Fixture fixture = Fixture.of(Product.POSTGRESQL);

  private final TableNames names = fixture.emptyTables();
  private final List<Server> servers = new ArrayList<>();
  private boolean lost;
  private long now;

  /** One server with the bucket of a key. */
  private final class Server {
    private final SharedBuckets buckets;
    private final Bucket bucket;
    private boolean hurried;
    private int taken;

    Server() {
      this.buckets =
          new SharedBuckets(
              new JdbcBudget(losing(), names, Long.toString(1_000 * SECOND) + " + " + clock()),
              () -> hurried = true);
      this.bucket = buckets.bucket("key A read-light", RATE, now);
    }

    void settle() {
      hurried = false;
      try {
        buckets.settle(now);
      } catch (StoreUnavailableException e) {
        assertThat(lost).isTrue();
      }
    }

    void ask(int requests) {
      for (int i = 0; i < requests; i++) {
        taken += bucket.take(now) > 0 ? 1 : 0;
      }
    }
  }

  private String clock() {
    return "(select full_at from " + names.table(Table.BUCKET) + " where bucket_id = 'clock')";
  }

  /** The database, which may be lost. */
  private DataSource losing() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          if (lost && method.getReturnType() == Connection.class) {
            throw new SQLException("planted", "08006");
          }
          return Proxies.call(fixture.dataSource(), method, arguments);
        });
  }

  private void start() {
    fixture.sql("insert into " + names.table(Table.BUCKET) + " values ('clock', 0)");
    IntStream.range(0, 4).forEach(i -> servers.add(new Server()));
    servers.forEach(Server::settle);
  }

  /** What all servers take in so many seconds, each asked for all there is, and more. */
  private int run(int seconds) {
    int before = taken();
    for (int tenth = 0; tenth < seconds * 10; tenth++) {
      now += SECOND / 10;
      fixture.sql(
          "update "
              + names.table(Table.BUCKET)
              + " set full_at = "
              + now
              + " where bucket_id = 'clock'");
      for (int i = 0; i < servers.size(); i++) {
        Server server = servers.get(i);
        server.ask(5);
        if (server.hurried || tenth % 10 == 3 * i % 10) {
          server.settle();
        }
      }
    }
    return taken() - before;
  }

  private int taken() {
    return servers.stream().mapToInt(server -> server.taken).sum();
  }

  private static int budget(int seconds) {
    return RATE.permits() + RATE.permits() / 60 * seconds;
  }

  @Test
  void four_servers_let_pass_what_one_would() {
    start();
    assertThat(run(30)).isCloseTo(budget(30), within(budget(30) / 10));
    assertThat(servers).allSatisfy(server -> assertThat(server.taken).isGreaterThan(50));
  }

  @Test
  void without_the_database_each_is_by_itself_and_then_they_share_again() {
    start();
    run(20);
    lost = true;
    // All that they are asked, but for the second in which they have not heard of it.
    assertThat(run(10)).isBetween(4 * 5 * 90, 4 * 5 * 100);
    lost = false;
    run(1);
    // What was taken meanwhile is not held against anybody.
    assertThat(run(10)).isLessThan(budget(10));
  }

  @Test
  void claims_of_many_buckets_at_once_are_settled_once_each() {
    DataSource pool = fixture.dataSource();
    List<Claim> claims =
        IntStream.range(0, 20).mapToObj(i -> new Claim("key " + i, RATE, 1, 0)).toList();
    List<Claim> backwards = IntStream.range(0, 20).mapToObj(i -> claims.get(19 - i)).toList();
    List<CompletableFuture<Void>> racing =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int round = 0; round < 5; round++) {
                            new JdbcBudget(pool, names, "1000000000000")
                                .settle(i % 2 == 0 ? claims : backwards);
                          }
                        }))
            .toList();
    racing.forEach(CompletableFuture::join);
    assertThat(fixture.texts("select distinct full_at from " + names.table(Table.BUCKET)))
        .containsExactly(Long.toString(1_000 * SECOND + 20 * RATE.interval()));
  }

  @Test
  void the_clock_is_that_of_the_database() {
    JdbcBudget budget = new JdbcBudget(fixture.dataSource(), names);
    Claim all = new Claim("key B", RATE, RATE.permits(), 1);
    assertThat(budget.settle(List.of(all)).get(0).granted()).isZero();
    String full = fixture.texts("select full_at from " + names.table(Table.BUCKET)).get(0);
    long late =
        Long.parseLong(full)
            - Long.parseLong(
                fixture
                    .texts("select (extract(epoch from clock_timestamp()) * 1000000000)::bigint")
                    .get(0));
    assertThat(late).isBetween(1L, 60 * SECOND);
  }

  @Test
  void nothing_to_settle_finds_out_whether_there_is_an_answer() {
    assertThat(new JdbcBudget(fixture.dataSource(), names).settle(List.of())).isEmpty();
    lost = true;
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> new JdbcBudget(losing(), names).settle(List.of()));
  }

  @Test
  void missing_tables_are_reported() {
    Claim claim = new Claim("key", RATE, 1, 0);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(
            () ->
                new JdbcBudget(fixture.dataSource(), new TableNames(null, "missing_"))
                    .settle(List.of(claim)));
  }
}
