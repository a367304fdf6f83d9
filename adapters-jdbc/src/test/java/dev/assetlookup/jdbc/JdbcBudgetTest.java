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
import java.sql.Statement;
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

  /** As after a server forgot a key, and saw it again before what it had leased was settled. */
  @Test
  void several_claims_of_one_bucket_are_settled_in_turn() {
    JdbcBudget budget = new JdbcBudget(fixture.dataSource(), names, "1000000000000");
    Claim first = new Claim("key C", RATE, 100, 400);
    Claim other = new Claim("key D", RATE, 1, 0);
    Claim second = new Claim("key C", RATE, 0, 400);
    List<Claim.Settlement> settled = budget.settle(List.of(first, other, second));
    assertThat(settled.stream().map(Claim.Settlement::granted)).containsExactly(250, 0, 125);
    assertThat(full("key C")).isEqualTo(settled.get(2).fullAt());
    assertThat(full("key C")).isEqualTo(1_000 * SECOND + 475 * RATE.interval());
    assertThat(full("key D")).isEqualTo(1_000 * SECOND + RATE.interval());
  }

  private long full(String bucket) {
    return Long.parseLong(
        fixture
            .texts(
                "select full_at from "
                    + names.table(Table.BUCKET)
                    + " where bucket_id = '"
                    + bucket
                    + "'")
            .get(0));
  }

  private List<String> remembered() {
    return fixture.texts(
        "select bucket_id from " + names.table(Table.BUCKET) + " order by bucket_id");
  }

  @Test
  void a_bucket_is_forgotten_when_it_has_been_full_for_an_hour() {
    String later = Long.toString((1_000 + 3_600) * SECOND);
    List<Claim> claims =
        IntStream.range(0, 7).mapToObj(i -> new Claim("key " + i, RATE, 0, i / 5)).toList();
    new JdbcBudget(fixture.dataSource(), names, "1000000000000").settle(claims);
    JdbcBudget budget = new JdbcBudget(fixture.dataSource(), names, later + " + 1");
    assertThat(new JdbcBudget(fixture.dataSource(), names, later).forget(9)).isZero();
    assertThat(budget.forget(3)).isEqualTo(3);
    assertThat(remembered()).containsExactly("key 3", "key 4", "key 5", "key 6");
    assertThat(budget.forget(3)).isEqualTo(2);
    assertThat(budget.forget(3)).isZero();
    assertThat(remembered()).containsExactly("key 5", "key 6");
    // Its next claim finds a full one.
    assertThat(budget.settle(List.of(new Claim("key 0", RATE, 0, 600))))
        .singleElement()
        .satisfies(settled -> assertThat(settled.granted()).isEqualTo(300));
  }

  @Test
  void a_bucket_that_is_being_settled_is_left_alone_and_nobody_waits() throws Exception {
    new JdbcBudget(fixture.dataSource(), names, "1000000000000")
        .settle(List.of(new Claim("key A", RATE, 0, 0), new Claim("key B", RATE, 0, 0)));
    try (Connection settling = fixture.dataSource().getConnection();
        Statement statement = settling.createStatement()) {
      settling.setAutoCommit(false);
      statement.execute(
          "select 1 from " + names.table(Table.BUCKET) + " where bucket_id = 'key A' for update");
      assertThat(new JdbcBudget(fixture.dataSource(), names).forget(9)).isEqualTo(1);
      settling.rollback();
      settling.setAutoCommit(true);
    }
    assertThat(remembered()).containsExactly("key A");
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
