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
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A process whose threads write into an H2 file is killed, again and again, soon after its start.
 * What it acknowledged is there, and what is there can be read, scanned, listed and written.
 */
class KillTest {
  private static final int KILLS = 5;
  private static final int THREADS = 8;
  private static final int CONTAINERS = 3 * THREADS;
  private static final int LAST = 20;

  /** Each commit is in the file before it returns. */
  private static final String AT_ONCE = ";WRITE_DELAY=0";

  private final Random random = new Random();

  /** The process to be killed: replaces and removes containers until then. */
  static final class Writer {
    private Writer() {}

    /** Takes the URL. Prints a line for each write: the container and what is stored of it. */
    public static void main(String[] arguments) {
      HikariDataSource pool = Product.newPool(arguments[0], true);
      new JdbcSchema(TableNames.DEFAULT).create(pool);
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        new Thread(() -> write(store, first), "writer").start();
      }
    }

    private static void write(JdbcStore store, int first) {
      for (int i = first; ; i = i + THREADS < CONTAINERS ? i + THREADS : first) {
        ContainerKey key = Samples.key(i);
        Optional<Container> stored = store.read(key);
        Revision revision = stored.map(Container::revision).orElse(Revision.NONE);
        if (stored.isPresent() && revision.number() % LAST == 0) {
          acknowledge(store.remove(key, revision), i, "removed " + revision);
        } else {
          Revision next = store.latestRevision(key).next();
          acknowledge(store.swap(generation(key, next), revision), i, "stored " + next);
        }
      }
    }

    /** One print, so that no line is torn by another thread's. */
    private static void acknowledge(Swap swap, int container, String what) {
      if (swap != Swap.DONE) {
        throw new IllegalStateException(container + " " + what + " is " + swap);
      }
      System.out.println(container + " " + what);
    }
  }

  /** Its assets carry the revision, and so does their number. */
  private static Container generation(ContainerKey key, Revision revision) {
    int number = Math.toIntExact(revision.number());
    return slides(key, number, 1 + number % 60);
  }

  @Test
  void what_was_acknowledged_is_there_after_kill_9_and_every_container_is_whole() throws Exception {
    String url = "jdbc:h2:file:" + Product.newDirectory() + "/store" + AT_ONCE;
    Map<Integer, String> acknowledged = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (Killed writer = new Killed(url)) {
        writer.awaitFirst(acknowledged);
        // From the first moments on, when H2 tidies up most, to some hundred writes later.
        writer.await(random.nextInt(kill == 0 ? 1_000 : 300), acknowledged);
        writer.killAndReadOn(acknowledged);
      }
      assertWhole(url, acknowledged);
    }
  }

  private static void assertWhole(String url, Map<Integer, String> acknowledged) {
    try (HikariDataSource pool = Product.newPool(url, true)) {
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      Map<ContainerKey, Container> all = scanned(store);
      for (Container container : all.values()) {
        assertThat(container).isEqualTo(generation(container.key(), container.revision()));
      }
      for (int i = 0; i < CONTAINERS; i++) {
        ContainerKey key = Samples.key(i);
        Optional<Container> stored = store.read(key);
        assertThat(stored).isEqualTo(Optional.ofNullable(all.get(key)));
        assertThat(store.find(key, Samples.FIRST) instanceof Reading.Present)
            .isEqualTo(stored.isPresent());
        assertNotLost(store, key, stored, acknowledged.get(i));
      }
      assertThat(store.list(Samples.ACME, ContainerFilter.ALL, null, CONTAINERS).entries())
          .hasSameElementsAs(all.values().stream().map(KillTest::listed).toList());
      assertWritable(store, all);
    }
  }

  /** At least what was acknowledged last: a later write may have been cut off before its line. */
  private static void assertNotLost(
      JdbcStore store, ContainerKey key, Optional<Container> stored, @Nullable String last) {
    if (last == null) {
      return;
    }
    long number = Long.parseLong(last.substring(last.indexOf(' ') + 1));
    assertThat(store.latestRevision(key).number())
        .as(key + " " + last)
        .isGreaterThanOrEqualTo(number);
    long next = number + (last.startsWith("removed") ? 1 : 0);
    // Removed, by a write that was cut off, only at the last revision of a life.
    assertThat(
            stored.isPresent()
                ? stored.get().revision().number() >= next
                : last.startsWith("removed") || number % LAST == 0 || (number + 1) % LAST == 0)
        .as(key + " " + last + ", now " + stored.map(Container::revision))
        .isTrue();
  }

  private static Map<ContainerKey, Container> scanned(JdbcStore store) {
    Map<ContainerKey, Container> all = new HashMap<>();
    ContainerKey after = null;
    for (List<Scanned> page = store.scan(after, 100);
        !page.isEmpty();
        page = store.scan(after, 100)) {
      for (Scanned scanned : page) {
        after = scanned.key();
        all.put(after, ((Scanned.Whole) scanned).container());
      }
    }
    return all;
  }

  /** All rows and indexes are touched, and all is as before. */
  private static void assertWritable(JdbcStore store, Map<ContainerKey, Container> all) {
    all.forEach(
        (key, container) -> {
          Container next = generation(key, container.revision().next());
          assertThat(store.swap(next, container.revision())).isEqualTo(Swap.DONE);
          assertThat(store.read(key)).contains(next);
        });
  }

  private static Listed listed(Container container) {
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

    void awaitFirst(Map<Integer, String> acknowledged) throws IOException {
      await(1, acknowledged);
    }

    void await(int count, Map<Integer, String> acknowledged) throws IOException {
      for (int i = 0; i < count; i++) {
        String line = output.readLine();
        assertThat(line).as("the writer ended by itself").isNotNull();
        note(line, acknowledged);
      }
    }

    /** What it had printed by then was acknowledged too; a torn line was not. */
    void killAndReadOn(Map<Integer, String> acknowledged) throws IOException {
      // By its handle, which leaves the pipe open.
      process.toHandle().destroyForcibly();
      StringWriter rest = new StringWriter();
      output.transferTo(rest);
      String all = rest.toString();
      all.substring(0, all.lastIndexOf('\n') + 1).lines().forEach(line -> note(line, acknowledged));
    }

    private static void note(String line, Map<Integer, String> acknowledged) {
      int space = line.indexOf(' ');
      acknowledged.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      output.close();
    }
  }
}
