package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A process that writes into an H2 file is killed; what it leaves is whole. */
class KillTest {
  private static final int ROUNDS = 4;
  private static final int CONTAINERS = 5;
  private static final int LAST = 20;

  /**
   * Each commit is written by who made it. H2's writer in the background takes one map after the
   * other, and a commit between them is torn if no later write follows (h2database issue 2080).
   */
  private static final String AT_ONCE = ";WRITE_DELAY=0";

  private final Random random = new Random();

  /** The process to be killed: replaces and removes containers until then. */
  static final class Writer {
    private Writer() {}

    /** Takes the URL. Prints a line for each write. */
    public static void main(String[] arguments) {
      HikariDataSource pool = Product.newPool(arguments[0], true);
      new JdbcSchema(TableNames.DEFAULT).create(pool);
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      for (int i = 0; ; i = (i + 1) % CONTAINERS) {
        ContainerKey key = Samples.key(i);
        Revision stored = store.read(key).map(Container::revision).orElse(Revision.NONE);
        Swap swap =
            stored.number() == LAST
                ? store.remove(key, stored)
                : store.swap(generation(key, stored.next()), stored);
        System.out.println(swap);
      }
    }
  }

  /** Its assets carry the revision, and so does their number. */
  private static Container generation(ContainerKey key, Revision revision) {
    int number = Math.toIntExact(revision.number());
    return slides(key, number, 1 + number % 60);
  }

  @Test
  void after_kill_9_every_container_is_whole() throws Exception {
    String url = "jdbc:h2:file:" + Product.newDirectory() + "/store" + AT_ONCE;
    for (int round = 0; round < ROUNDS; round++) {
      try (Killed writer = new Killed(url)) {
        writer.awaitWrites(CONTAINERS + random.nextInt(300));
      }
      assertWhole(url);
      assertListed(url);
    }
  }

  @Test
  void a_second_process_reads_while_one_writes_and_goes_on_when_it_is_killed() throws Exception {
    String url = "jdbc:h2:file:" + Product.newDirectory() + "/store;AUTO_SERVER=TRUE" + AT_ONCE;
    try (Killed writer = new Killed(url)) {
      writer.awaitWrites(CONTAINERS);
      assertWhole(url);
      writer.awaitWrites(CONTAINERS);
    }
    assertWhole(url);
  }

  private static void assertWhole(String url) {
    try (HikariDataSource pool = Product.newPool(url, true)) {
      new JdbcSchema(TableNames.DEFAULT).create(pool);
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      List<Scanned> all = store.scan(null, 100);
      assertThat(all).hasSizeLessThanOrEqualTo(CONTAINERS);
      for (Scanned scanned : all) {
        Container container = ((Scanned.Whole) scanned).container();
        assertThat(container).isEqualTo(generation(container.key(), container.revision()));
      }
      for (int i = 0; i < CONTAINERS; i++) {
        ContainerKey key = Samples.key(i);
        boolean there = store.read(key).isPresent();
        assertThat(store.find(key, Samples.FIRST) instanceof Reading.Present).isEqualTo(there);
      }
    }
  }

  private static void assertListed(String url) {
    try (HikariDataSource pool = Product.newPool(url, true)) {
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      Set<Listed> expected =
          store.scan(null, 100).stream().map(KillTest::listed).collect(Collectors.toSet());
      assertThat(store.list(Samples.ACME, ContainerFilter.ALL, null, 100).entries())
          .hasSameElementsAs(expected);
    }
  }

  private static Listed listed(Scanned scanned) {
    Container container = ((Scanned.Whole) scanned).container();
    return new Listed.Row(
        new ContainerSummary(
            container.key(),
            container.createdAt(),
            container.details(),
            container.assets().get(0)));
  }

  /** A writer whose end is always the same. */
  private static final class Killed implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Killed(String url) throws IOException {
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classPath,
                  Writer.class.getName(),
                  url)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      output = process.inputReader();
    }

    void awaitWrites(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        assertThat(output.readLine()).isEqualTo("DONE");
      }
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      output.close();
    }
  }
}
