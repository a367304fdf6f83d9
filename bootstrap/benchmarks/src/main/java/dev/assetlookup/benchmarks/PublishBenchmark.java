package dev.assetlookup.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how often containers of 20 assets are replaced by a store. Run with the jars of two
 * versions in turn, it shows what a change costs: it uses nothing that an earlier one lacks.
 */
public final class PublishBenchmark {
  private static final int CONTAINERS_EACH = 20;

  private PublishBenchmark() {}

  /**
   * Measures after as long a warm-up, and prints writes a second.
   *
   * @param arguments JDBC URL, user, password, writers, organizations among which they are divided,
   *     seconds
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    int writers = Integer.parseInt(arguments[3]);
    int organizations = Integer.parseInt(arguments[4]);
    long millis = 1_000 * Long.parseLong(arguments[5]);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(writers + 1);
    try (HikariDataSource dataSource = new HikariDataSource(config)) {
      new JdbcSchema(TableNames.DEFAULT).create(dataSource);
      JdbcStore store = new JdbcStore(dataSource, TableNames.DEFAULT);
      LongAdder written = new LongAdder();
      AtomicBoolean ended = new AtomicBoolean();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        OrganizationId organization = new OrganizationId("org_" + i % organizations);
        int first = CONTAINERS_EACH * i;
        threads.add(
            Thread.ofPlatform().start(() -> write(store, organization, first, written, ended)));
      }
      Thread.sleep(millis);
      written.reset();
      long begun = System.nanoTime();
      Thread.sleep(millis);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf("%.0f%n", written.sum() / seconds);
      ended.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void write(
      JdbcStore store,
      OrganizationId organization,
      int first,
      LongAdder written,
      AtomicBoolean ended) {
    for (int i = 0; !ended.get(); i++) {
      Container sample = Sample.container(first + i % CONTAINERS_EACH);
      ContainerKey key = new ContainerKey(organization, sample.key().container());
      Revision latest = store.latestRevision(key);
      // Other URLs under the same ids, so that each row is written.
      Container other = Sample.container(first + i % CONTAINERS_EACH + (int) (latest.number() % 2));
      Container next =
          new Container(
              key,
              latest.next(),
              sample.createdAt(),
              sample.details(),
              other.assets(),
              List.of(),
              null);
      if (store.swap(next, latest) == Swap.DONE) {
        written.increment();
      }
    }
  }
}
