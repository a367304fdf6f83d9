package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL with another default isolation than READ COMMITTED. */
class IsolationTest {
  private static final int ROUNDS = 10;

  @ParameterizedTest
  @ValueSource(strings = {"serializable", "repeatable\\ read"})
  void the_databases_default_isolation_fails_no_writer_and_is_left_alone(String isolation)
      throws Exception {
    Fixture fixture = Fixture.of(Product.POSTGRESQL);
    TableNames names = fixture.emptyTables();
    String options = "&options=-c%20default_transaction_isolation=" + isolation.replace(" ", "%20");
    String url = fixture.product().pool(true).getJdbcUrl() + options.replace("\\", "%5C");
    try (HikariDataSource pool = Product.newPool(url, true)) {
      String before = isolation(pool);
      assertThat(before).isEqualTo(isolation.replace("\\", ""));
      JdbcStore store = new JdbcStore(pool, names);
      AtomicInteger racer = new AtomicInteger();
      for (int round = 0; round < ROUNDS; round++) {
        // Each one its own container, all in one organization; then all the same one.
        assertThat(
                Racers.race(
                    () ->
                        store.swap(
                            slides(Samples.key(racer.incrementAndGet()), 1, 3), Revision.NONE)))
            .containsOnly(Swap.DONE);
        ContainerKey one = Samples.key(1);
        Revision stored = store.latestRevision(one);
        assertThat(Racers.race(() -> store.swap(slides(one, round(stored), 3), stored)))
            .containsOnlyOnce(Swap.DONE)
            .contains(Swap.STALE);
      }
      // Removals of one organization raise one floor.
      AtomicInteger removed = new AtomicInteger(1);
      assertThat(
              Racers.race(
                  () -> store.remove(Samples.key(removed.incrementAndGet()), new Revision(1))))
          .containsOnly(Swap.DONE);
      assertThat(isolation(pool)).isEqualTo(before);
    }
    fixture.afterEach();
  }

  private static int round(Revision stored) {
    return Math.toIntExact(stored.number()) + 1;
  }

  private static String isolation(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show transaction_isolation")) {
      row.next();
      return row.getString(1);
    }
  }
}
