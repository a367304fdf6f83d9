package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.FIRST;
import static dev.assetlookup.jdbc.Samples.key;
import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.cache.StoreCache;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cache over an H2 file that nobody else opens, in transactions of the caller's. */
class CachedTransactionsTest {
  private static final ApiKey KEY = Samples.apiKey('A');
  private static final ApiKey.Status KILLED = KEY.status().withKeyKilled(true);

  @RegisterExtension final Fixture fixture = Fixture.of(Product.H2_FILE);
  private final CallersTransactions caller = new CallersTransactions(fixture.dataSource());
  private TableNames names = TableNames.DEFAULT;
  private JdbcStore others;
  private AssetReader assets;
  private ApiKeyReader keys;

  @BeforeEach
  void cache_a_store_with_three_containers_and_a_key() {
    names = fixture.emptyTables();
    others = JdbcStore.over(fixture.dataSource()).names(names).onlyProcess().build();
    JdbcStore joined = JdbcStore.over(caller.dataSource()).names(names).onlyProcess().build();
    StoreCache cache = StoreCache.over(joined).build();
    assets = cache.assets(joined);
    keys = cache.keyReader(joined);
    for (int container = 1; container <= 3; container++) {
      others.swap(slides(key(container), 1, 1), Revision.NONE);
    }
    others.addKey(KEY);
    // From now on the store knows what it is over.
    joined.latestRevision(key(1));
    joined.addKey(Samples.apiKey('B'));
  }

  /** Begins a transaction that sees what is there now, and changes all. */
  private void beginAndChangeAll() throws SQLException {
    caller.begin();
    Connection connection = caller.connection();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement()) {
      // H2 takes the moment of a table when it is first read.
      for (String table : List.of("{container}", "{asset}", "{api_key}")) {
        statement.execute(names.sql("select * from " + table));
      }
    }
    for (int container = 1; container <= 3; container++) {
      others.swap(slides(key(container), 2, 1), new Revision(1));
    }
    others.changeKeyStatus(KEY.id(), KEY.status(), KILLED);
  }

  @Test
  void what_a_transaction_sees_of_an_earlier_moment_is_for_it_alone() throws SQLException {
    beginAndChangeAll();
    assertThat(revisions()).containsExactly(1L, 1L, 1L);
    assertThat(keys.findKey(KEY.id())).contains(KEY);
    caller.rollback();
    assertThat(revisions()).containsExactly(2L, 2L, 2L);
    assertThat(keys.findKey(KEY.id())).map(ApiKey::status).contains(KILLED);
  }

  @Test
  void what_a_request_sees_in_a_transaction_that_began_after_its_look_is_for_it_alone()
      throws Exception {
    JdbcStore joined = JdbcStore.over(caller.dataSource()).names(names).build();
    StoreCache cache = StoreCache.over(joined).build();
    assets = cache.assets(joined);
    keys = cache.keyReader(joined);
    Callable<Void> request =
        () -> {
          assets.find(key(4), FIRST);
          beginAndChangeAll();
          // Others meet the changes, so that nobody drops afterwards what is kept of before.
          CompletableFuture.runAsync(() -> assets.find(key(4), FIRST)).join();
          assertThat(revisions()).containsExactly(1L, 1L, 1L);
          assertThat(keys.findKey(KEY.id())).contains(KEY);
          caller.rollback();
          return null;
        };
    FutureTask<Void> whole = new FutureTask<>(request);
    cache
        .requests()
        .within(
            () -> {
              whole.run();
              return null;
            });
    whole.get();
    assertThat(revisions()).containsExactly(2L, 2L, 2L);
    assertThat(keys.findKey(KEY.id())).map(ApiKey::status).contains(KILLED);
  }

  /** Asks for each container in another way; the slides are marked with the revision. */
  private List<Long> revisions() {
    Reading batch = assets.findAll(List.of(new AssetKey(key(2), FIRST))).get(0);
    return List.of(
        width(assets.find(key(1), FIRST)),
        width(batch),
        assets.read(key(3)).map(Container::revision).map(Revision::number).orElseThrow());
  }

  private static long width(Reading reading) {
    Integer width = ((Reading.Present) reading).asset().descriptor().width();
    return width == null ? 0 : width;
  }
}
