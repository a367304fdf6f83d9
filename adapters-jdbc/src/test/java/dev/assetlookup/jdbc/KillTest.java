package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A process that writes into an H2 file is killed; what it leaves is whole. */
class KillTest {
  private static final int ROUNDS = 4;
  private static final int CONTAINERS = 5;

  /** The process to be killed: replaces containers until then. */
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
        Swap swap = store.swap(generation(key, stored.next()), stored);
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
    Path directory = Product.newDirectory();
    String url = "jdbc:h2:file:" + directory + "/store;AUTO_SERVER=TRUE";
    Random random = new Random();
    for (int round = 0; round < ROUNDS; round++) {
      Process writer = start(url);
      int writes = CONTAINERS + random.nextInt(300);
      try (BufferedReader output = writer.inputReader()) {
        for (int i = 0; i < writes; i++) {
          assertThat(output.readLine()).isEqualTo("DONE");
        }
        if (round == 0) {
          assertWhole(url);
        }
        writer.destroyForcibly();
        assertThat(writer.waitFor()).isNotEqualTo(0);
      } finally {
        writer.destroyForcibly();
      }
      assertWhole(url);
    }
  }

  /** While the writer lives this is a second process on its file, through its server. */
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

  private static Process start(String url) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            Writer.class.getName(),
            url)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
