package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.FIRST;
import static dev.assetlookup.jdbc.Samples.asset;
import static dev.assetlookup.jdbc.Samples.container;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions of the store's own, and of its caller. */
@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "POSTGRESQL"})
class TransactionsTest {
  private static final ContainerKey ONE = Samples.key(1);
  private static final ContainerKey TWO = Samples.key(2);
  private static final Revision FIRST_REVISION = new Revision(1);
  private static final ApiKey KEY = Samples.apiKey('A');

  @RegisterExtension final Fixture fixture;
  private final CallersTransactions caller;
  private TableNames names = TableNames.DEFAULT;
  private JdbcStore others;
  private JdbcStore joined;

  TransactionsTest(Product product) {
    fixture = Fixture.of(product);
    caller = new CallersTransactions(fixture.dataSource());
    others = new JdbcStore(fixture.dataSource(), names);
    joined = new JdbcStore(caller.dataSource(), names);
  }

  @BeforeEach
  void create_tables() {
    names = fixture.emptyTables();
    others = new JdbcStore(fixture.dataSource(), names);
    joined = new JdbcStore(caller.dataSource(), names);
  }

  @Test
  void nothing_is_visible_to_others_before_the_caller_commits() throws SQLException {
    Container whole = slides(ONE, 1, 2);
    caller.begin();
    assertThat(joined.swap(whole, Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(joined.addKey(KEY)).isTrue();
    assertThat(joined.read(ONE)).contains(whole);
    assertThat(joined.find(ONE, FIRST)).isInstanceOf(Reading.Present.class);
    assertThat(joined.findKey(KEY.id())).contains(KEY);
    assertThat(others.read(ONE)).isEmpty();
    assertThat(others.find(ONE, FIRST)).isEqualTo(new Reading.NoSuchContainer());
    assertThat(others.scan(null, 10)).isEmpty();
    assertThat(others.findKey(KEY.id())).isEmpty();
    caller.commit();
    assertThat(others.read(ONE)).contains(whole);
    assertThat(others.findKey(KEY.id())).contains(KEY);
  }

  @Test
  void the_callers_rollback_undoes_everything() throws SQLException {
    Container before = slides(ONE, 1, 2);
    others.swap(before, Revision.NONE);
    others.addKey(KEY);
    caller.begin();
    joined.swap(slides(ONE, 2, 3), FIRST_REVISION);
    joined.swap(slides(TWO, 1, 1), Revision.NONE);
    assertThat(joined.remove(ONE, new Revision(2))).isEqualTo(Swap.DONE);
    assertThat(joined.read(ONE)).isEmpty();
    assertThat(others.read(ONE)).contains(before);
    joined.addKey(Samples.apiKey('B'));
    joined.changeKeyStatus(KEY.id(), KEY.status(), KEY.status().withKeyKilled(true));
    caller.rollback();
    assertThat(others.read(ONE)).contains(before);
    assertThat(others.read(TWO)).isEmpty();
    assertThat(others.listKeys(null, null, 10)).containsExactly(new ListedKey.Whole(KEY));
  }

  @Test
  void a_read_leaves_the_callers_transaction_at_the_moment_that_it_sees() throws SQLException {
    others.swap(slides(ONE, 1, 1), Revision.NONE);
    caller.begin();
    caller.connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = caller.connection().createStatement()) {
      statement.execute(names.sql("select * from {container}"));
    }
    others.swap(slides(ONE, 2, 1), FIRST_REVISION);
    assertThat(joined.read(ONE)).map(Container::revision).contains(FIRST_REVISION);
    assertThat(joined.read(ONE)).map(Container::revision).contains(FIRST_REVISION);
    caller.rollback();
    assertThat(joined.read(ONE)).map(Container::revision).contains(new Revision(2));
  }

  @Test
  void a_read_leaves_the_callers_transaction_under_way() throws SQLException {
    caller.begin();
    joined.swap(slides(ONE, 1, 1), Revision.NONE);
    assertThat(joined.find(ONE, FIRST)).isInstanceOf(Reading.Present.class);
    assertThat(joined.find(TWO, FIRST)).isInstanceOf(Reading.NoSuchContainer.class);
    assertThat(joined.findKey(KEY.id())).isEmpty();
    assertThat(joined.read(ONE)).isPresent();
    assertThat(joined.scan(null, 5)).hasSize(1);
    assertThat(joined.findAll(List.of(new AssetKey(ONE, FIRST)))).hasSize(1);
    assertThat(joined.list(Samples.ACME, ContainerFilter.ALL, null, 5).entries()).hasSize(1);
    assertThat(joined.due(Stage.RELEASE, Samples.NOON, null, 5)).isEmpty();
    assertThat(joined.listKeys(null, null, 5)).isEmpty();
    assertThat(caller.connection().getAutoCommit()).isFalse();
    caller.rollback();
    assertThat(others.read(ONE)).isEmpty();
  }

  @Test
  void a_lost_race_leaves_the_callers_transaction_usable() throws SQLException {
    Container stored = slides(ONE, 1, 2);
    others.swap(stored, Revision.NONE);
    others.addKey(KEY);
    caller.begin();
    assertThat(joined.swap(slides(ONE, 1, 1), Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(joined.swap(slides(ONE, 8, 1), new Revision(7))).isEqualTo(Swap.STALE);
    assertThat(joined.remove(ONE, new Revision(7))).isEqualTo(Swap.STALE);
    assertThat(joined.remove(TWO, FIRST_REVISION)).isEqualTo(Swap.STALE);
    assertThat(joined.addKey(KEY)).isFalse();
    assertThat(
            joined.changeKeyStatus(
                KEY.id(),
                KEY.status().withKeyKilled(true).withOrganizationKilled(true),
                KEY.status()))
        .isFalse();
    assertThat(joined.swap(slides(TWO, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    caller.commit();
    assertThat(others.read(ONE)).contains(stored);
    assertThat(others.read(TWO)).contains(slides(TWO, 1, 1));
  }

  @Test
  void a_write_that_failed_half_way_is_undone_alone() throws SQLException {
    Container stored = slides(ONE, 1, 2);
    others.swap(stored, Revision.NONE);
    refuseWideAssets();
    caller.begin();
    joined.swap(slides(TWO, 1, 1), Revision.NONE);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> joined.swap(halfRefused(2), FIRST_REVISION));
    assertThat(joined.read(ONE)).contains(stored);
    caller.commit();
    assertThat(others.read(ONE)).contains(stored);
    assertThat(others.read(TWO)).isPresent();
  }

  @Test
  void in_a_transaction_of_the_stores_own_a_failed_write_changes_nothing() throws SQLException {
    refuseWideAssets();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> others.swap(halfRefused(1), Revision.NONE))
        .withMessageContaining(ONE.toString());
    assertThat(others.read(ONE)).isEmpty();
    others.swap(slides(ONE, 1, 2), Revision.NONE);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> others.swap(halfRefused(2), FIRST_REVISION));
    assertThat(others.read(ONE)).contains(slides(ONE, 1, 2));
  }

  @Test
  void a_removal_that_failed_half_way_is_undone_alone() throws SQLException {
    Container stored = slides(ONE, 1, 2);
    others.swap(stored, Revision.NONE);
    refuseToDeleteAssets();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> others.remove(ONE, FIRST_REVISION))
        .withMessageContaining(ONE.toString());
    assertThat(others.read(ONE)).contains(stored);
    caller.begin();
    joined.swap(slides(TWO, 1, 1), Revision.NONE);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> joined.remove(ONE, FIRST_REVISION));
    assertThat(joined.read(ONE)).contains(stored);
    caller.commit();
    assertThat(others.read(ONE)).contains(stored);
    assertThat(others.read(TWO)).isPresent();
  }

  @Test
  void outside_of_a_transaction_a_store_commits_by_itself() {
    assertThat(joined.swap(slides(ONE, 1, 2), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(others.read(ONE)).contains(slides(ONE, 1, 2));
  }

  @Test
  void every_call_takes_part_in_the_callers_transaction() throws SQLException {
    others.swap(slides(TWO, 1, 1), Revision.NONE);
    caller.begin();
    joined.addKey(KEY);
    for (ThrowingCallable call : StoreDownTest.calls(joined)) {
      assertThatNoException().isThrownBy(call);
      assertThat(caller.connection().getAutoCommit()).isFalse();
      assertThat(others.findKey(KEY.id())).isEmpty();
    }
    caller.rollback();
    assertThat(others.listKeys(null, null, 10)).isEmpty();
    assertThat(others.scan(null, 10)).containsExactly(new Scanned.Whole(slides(TWO, 1, 1)));
  }

  @Test
  void a_write_that_comes_first_takes_part_in_it_too() throws SQLException {
    caller.begin();
    assertThat(joined.swap(slides(ONE, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(others.scan(null, 10)).isEmpty();
    caller.rollback();
    assertThat(others.scan(null, 10)).isEmpty();
  }

  @Test
  void a_transaction_is_found_also_where_wrappers_keep_settings_to_themselves()
      throws SQLException {
    for (boolean autoCommit : List.of(true, false)) {
      DataSource target = (autoCommit ? fixture : fixture.autoCommitOff()).dataSource();
      CallersTransactions hidden = new CallersTransactions(target);
      JdbcStore store = new JdbcStore(keepingHoldability(hidden.dataSource()), names);
      ContainerKey key = Samples.key(autoCommit ? 1 : 2);
      hidden.begin();
      assertThat(store.swap(slides(key, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
      hidden.rollback();
      assertThat(others.read(key)).isEmpty();
      assertThat(store.swap(slides(key, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
      assertThat(others.read(key)).isPresent();
    }
  }

  /** Each connection answers with a holdability of its own, as wrappers of containers do. */
  private static DataSource keepingHoldability(DataSource target) {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = Proxies.call(target, method, arguments);
          if (!(result instanceof Connection connection)) {
            return result;
          }
          return Proxies.proxy(
              Connection.class,
              (inner, called, values) ->
                  switch (called.getName()) {
                    case "getHoldability" -> ResultSet.HOLD_CURSORS_OVER_COMMIT;
                    case "setHoldability" -> throw new SQLException("not in a transaction");
                    default -> Proxies.call(connection, called, values);
                  });
        });
  }

  @Test
  void what_somebody_else_left_uncommitted_is_neither_committed_nor_joined() throws SQLException {
    others.addKey(KEY);
    try (Connection left = connection(false);
        OneConnection pool = new OneConnection(() -> connection(false))) {
      try (Statement statement = left.createStatement()) {
        statement.executeUpdate("delete from " + names.apiKey());
      }
      AtomicInteger borrowed = new AtomicInteger();
      DataSource leaking =
          Proxies.proxy(
              DataSource.class,
              (proxy, method, arguments) ->
                  borrowed.getAndIncrement() == 0
                      ? OneConnection.only(left).getConnection()
                      : pool.dataSource().getConnection());
      JdbcStore store = new JdbcStore(leaking, names);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> store.swap(slides(ONE, 1, 1), Revision.NONE))
          .withMessageContaining("roll back what comes back uncommitted");
      left.rollback();
      assertThat(others.findKey(KEY.id())).contains(KEY);
      assertThat(others.read(ONE)).isEmpty();
    }
  }

  @Test
  void without_a_second_connection_nothing_is_written_and_the_remedy_is_named()
      throws SQLException {
    try (OneConnection pool = new OneConnection(() -> connection(false))) {
      AtomicInteger lent = new AtomicInteger();
      DataSource single =
          Proxies.proxy(
              DataSource.class,
              (proxy, method, arguments) -> {
                if (lent.getAndIncrement() > 0) {
                  throw new SQLTransientConnectionException("timed out", "08001");
                }
                return pool.dataSource().getConnection();
              });
      JdbcStore store = new JdbcStore(single, names);
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.swap(slides(ONE, 1, 1), Revision.NONE))
          .withStackTraceContaining("switch its auto-commit on: timed out");
      assertThat(others.read(ONE)).isEmpty();
    }
  }

  @Test
  void creating_the_tables_does_not_end_the_callers_transaction() throws SQLException {
    caller.begin();
    joined.addKey(KEY);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new JdbcSchema(names).create(caller.dataSource()))
        .withMessageContaining("before it begins");
    caller.rollback();
    assertThat(others.findKey(KEY.id())).isEmpty();
  }

  @Test
  void a_transaction_begun_by_sql_is_not_ended() throws SQLException {
    others.addKey(KEY);
    try (Connection connection = fixture.product().pool(true).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("begin");
      statement.executeUpdate("delete from " + names.apiKey());
      JdbcStore store = new JdbcStore(OneConnection.only(connection), names);
      if (fixture.product().isH2()) {
        assertThat(store.swap(slides(ONE, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
      } else {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> store.swap(slides(ONE, 1, 1), Revision.NONE))
            .withMessageContaining("Connection.setAutoCommit(false)");
      }
      statement.execute("rollback");
      assertThat(others.findKey(KEY.id())).contains(KEY);
      assertThat(others.read(ONE)).isEmpty();
    }
  }

  @Test
  void outside_of_a_transaction_a_store_commits_also_where_auto_commit_is_off()
      throws SQLException {
    CallersTransactions off = new CallersTransactions(fixture.autoCommitOff().dataSource());
    JdbcStore store = new JdbcStore(off.dataSource(), names);
    assertThat(store.swap(slides(ONE, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(store.read(ONE)).isPresent();
    assertThat(others.read(ONE)).isPresent();
    off.begin();
    assertThat(store.swap(slides(TWO, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    off.rollback();
    assertThat(others.read(TWO)).isEmpty();
  }

  @Test
  void auto_commit_is_left_as_it_was_found() throws SQLException {
    for (boolean autoCommit : List.of(true, false)) {
      try (OneConnection pool = new OneConnection(() -> connection(autoCommit))) {
        JdbcStore store = new JdbcStore(pool.dataSource(), names);
        ContainerKey key = Samples.key(autoCommit ? 1 : 2);
        store.swap(slides(key, 1, 1), Revision.NONE);
        assertThat(autoCommit(pool)).isEqualTo(autoCommit);
        store.swap(slides(key, 1, 1), Revision.NONE);
        assertThat(autoCommit(pool)).isEqualTo(autoCommit);
        store.find(key, FIRST);
        store.findAll(List.of(new AssetKey(key, FIRST)));
        store.list(Samples.ACME, ContainerFilter.ALL, null, 1);
        store.due(Stage.FORGET, Samples.NOON, null, 1);
        store.scan(null, 1);
        store.remove(key, new Revision(7));
        assertThat(autoCommit(pool)).isEqualTo(autoCommit);
      }
    }
    assertThat(others.scan(null, 10)).hasSize(2);
  }

  @Test
  void a_container_row_that_was_deleted_by_hand_can_be_written_again() {
    others.swap(slides(ONE, 1, 3), Revision.NONE);
    fixture.sql("delete from " + names.container());
    Container anew = slides(ONE, 1, 2);
    assertThat(others.swap(anew, Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(others.read(ONE)).isEqualTo(Optional.of(anew));
  }

  @Test
  void under_stricter_isolation_too_exactly_one_racer_wins() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(fixture.product().pool(true));
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setMaximumPoolSize(Racers.COUNT);
    try (HikariDataSource strict = new HikariDataSource(config)) {
      JdbcStore store = new JdbcStore(strict, names);
      assertThat(Racers.race(() -> store.swap(slides(ONE, 1, 2), Revision.NONE)))
          .containsOnlyOnce(Swap.DONE);
      for (int revision = 1; revision < 10; revision++) {
        Revision expected = new Revision(revision);
        Container next = slides(ONE, revision + 1, 2);
        assertThat(Racers.race(() -> store.swap(next, expected))).containsOnlyOnce(Swap.DONE);
        assertThat(store.read(ONE)).contains(next);
      }
      Revision last = new Revision(10);
      assertThat(Racers.race(() -> store.remove(ONE, last))).containsOnlyOnce(Swap.DONE);
      assertThat(store.read(ONE)).isEmpty();
    }
  }

  @Test
  void a_removed_containers_revision_does_not_come_back_to_its_organization() {
    others.swap(slides(ONE, 1, 1), Revision.NONE);
    others.swap(slides(ONE, 7, 1), FIRST_REVISION);
    others.swap(slides(TWO, 1, 1), Revision.NONE);
    assertThat(others.remove(ONE, new Revision(7))).isEqualTo(Swap.DONE);
    assertThat(others.remove(TWO, FIRST_REVISION)).isEqualTo(Swap.DONE);
    assertThat(others.latestRevision(ONE)).isEqualTo(new Revision(7));
    assertThat(others.latestRevision(TWO).number()).isBetween(1L, 7L);
    for (int revision = 1; revision <= 7; revision++) {
      assertThat(others.swap(slides(ONE, revision, 1), Revision.NONE)).isEqualTo(Swap.STALE);
      assertThat(others.read(ONE)).isEmpty();
    }
    assertThat(others.swap(slides(ONE, 8, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(others.remove(ONE, new Revision(7))).isEqualTo(Swap.STALE);
    assertThat(others.latestRevision(ONE)).isEqualTo(new Revision(8));
  }

  @Test
  void whoever_creates_while_another_removes_is_above_what_was_removed() throws Exception {
    for (int round = 0; round < 20; round++) {
      Revision last = others.latestRevision(ONE).next();
      assertThat(others.swap(slides(ONE, number(last), 1), Revision.NONE)).isEqualTo(Swap.DONE);
      AtomicInteger racers = new AtomicInteger();
      List<Swap> swaps =
          Racers.race(
              () ->
                  racers.getAndIncrement() == 0
                      ? others.remove(ONE, last)
                      : others.swap(slides(ONE, number(last), 1), Revision.NONE));
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      assertThat(others.read(ONE)).isEmpty();
    }
  }

  private static int number(Revision revision) {
    return Math.toIntExact(revision.number());
  }

  @Test
  void a_swap_writes_only_the_rows_that_differ() {
    AtomicInteger written = new AtomicInteger();
    JdbcStore counted = new JdbcStore(countingRows(written), names);
    List<SupersededAsset> superseded = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      superseded.add(superseded("old-" + i, 1, Samples.NOON));
    }
    counted.swap(with(slides(ONE, 1, 10), superseded, null), Revision.NONE);
    assertThat(written.getAndSet(0)).isEqualTo(60);
    // One more asset, one less, one changed; the first of the superseded ones are forgotten.
    List<Asset> next = new ArrayList<>(slides(ONE, 1, 11).assets());
    next.set(3, asset("slide-4", 77));
    next.remove(9);
    next.add(next.remove(9));
    Container second = with(container(ONE, 2, next), superseded.subList(20, 50), null);
    counted.swap(second, FIRST_REVISION);
    // 20 and one deleted, slide-4 updated, slide-11 added.
    assertThat(written.getAndSet(0)).isEqualTo(23);
    assertThat(others.read(ONE)).contains(second);
    List<SupersededAsset> mixed = new ArrayList<>(superseded.subList(20, 50));
    mixed.add(5, superseded("between", 2, Samples.NOON));
    Collections.swap(mixed, 0, 1);
    Container third = with(container(ONE, 3, next), mixed, null);
    counted.swap(third, new Revision(2));
    assertThat(others.read(ONE)).contains(third);
  }

  private DataSource countingRows(AtomicInteger written) {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection connection = fixture.dataSource().getConnection();
          return Proxies.proxy(
              Connection.class,
              (inner, called, values) -> {
                Object result = Proxies.call(connection, called, values);
                return result instanceof PreparedStatement statement
                    ? countingRows(statement, isInsertion(String.valueOf(values[0])), written)
                    : result;
              });
        });
  }

  private boolean isInsertion(String sql) {
    return sql.startsWith("insert into " + names.asset());
  }

  /** Assets are written in batches, or inserted one by one. */
  private static PreparedStatement countingRows(
      PreparedStatement statement, boolean isInsertion, AtomicInteger written) {
    return Proxies.proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("addBatch")
              || (isInsertion && method.getName().equals("executeUpdate"))) {
            written.incrementAndGet();
          }
          return Proxies.call(statement, method, arguments);
        });
  }

  @Test
  void a_page_of_a_scan_ends_before_large_containers_fill_it() {
    Map<ContainerKey, Container> all = new TreeMap<>();
    for (int i = 1; i <= 5; i++) {
      Container large = slides(Samples.key(i), 1, i == 3 ? 2_000 : 700);
      others.swap(large, Revision.NONE);
      all.put(large.key(), large);
    }
    List<Scanned> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (List<Scanned> page = others.scan(null, Integer.MAX_VALUE);
        !page.isEmpty();
        page = others.scan(read.get(read.size() - 1).key(), Integer.MAX_VALUE)) {
      sizes.add(page.size());
      read.addAll(page);
    }
    assertThat(sizes).containsExactly(2, 1, 2);
    assertThat(read)
        .containsExactlyElementsOf(all.values().stream().map(Scanned.Whole::new).toList());
  }

  @Test
  void a_pool_that_asks_whether_a_connection_lives_has_no_transaction_of_the_callers() {
    DataSource asking =
        Proxies.proxy(
            DataSource.class,
            (proxy, method, arguments) -> {
              Connection connection = fixture.autoCommitOff().dataSource().getConnection();
              try (PreparedStatement statement = connection.prepareStatement("select 1")) {
                statement.executeQuery().close();
              }
              return connection;
            });
    JdbcStore store = new JdbcStore(asking, names);
    for (int revision = 1; revision < 4; revision++) {
      assertThat(store.swap(slides(ONE, revision, 1), new Revision(revision - 1)))
          .isEqualTo(Swap.DONE);
      assertThat(others.read(ONE)).contains(slides(ONE, revision, 1));
      assertThat(store.find(ONE, FIRST)).isInstanceOf(Reading.Present.class);
    }
  }

  private Connection connection(boolean autoCommit) throws SQLException {
    Connection connection = fixture.product().pool(true).getConnection();
    connection.setAutoCommit(autoCommit);
    return connection;
  }

  private static boolean autoCommit(OneConnection pool) throws SQLException {
    try (Connection connection = pool.dataSource().getConnection()) {
      return connection.getAutoCommit();
    }
  }

  private void refuseWideAssets() {
    fixture.sql("alter table " + names.asset() + " add constraint narrow check (width < 5000)");
  }

  private void refuseToDeleteAssets() {
    String key = "(org_id, container_id, asset_id, superseded_in)";
    fixture.sql(
        "create table %1$s_guard as select org_id, container_id, asset_id, superseded_in from %1$s"
            .formatted(names.asset()));
    fixture.sql(
        "alter table %1$s_guard add foreign key %2$s references %1$s %2$s"
            .formatted(names.asset(), key));
  }

  private static Container halfRefused(int revision) {
    return container(ONE, revision, asset("slide-1", 1), asset("slide-2", 6000));
  }
}
