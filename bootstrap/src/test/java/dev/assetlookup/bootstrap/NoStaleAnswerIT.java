package dev.assetlookup.bootstrap;

import dev.assetlookup.bootstrap.Hammer.Commands;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A write that has returned is seen by every request that starts after it, whichever server or
 * process did it, with the caches on.
 */
final class NoStaleAnswerIT {
  private static final long MANY = Long.getLong("stale.reads", 1_000_000);

  @TempDir private Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Distribution product;

  /** What several processes share. */
  enum Shared {
    /** By two servers, and by commands. */
    POSTGRESQL(2) {
      @Override
      String start(Path directory, List<AutoCloseable> opened) throws IOException {
        EmbeddedPostgres database = EmbeddedPostgres.start();
        opened.add(database);
        return database.getJdbcUrl("postgres", "postgres");
      }
    },
    /** By one server, which runs the commands of other processes. */
    H2_FILE(1) {
      @Override
      String start(Path directory, List<AutoCloseable> opened) {
        return "jdbc:h2:file:" + directory.resolve("store");
      }
    };

    private final int servers;

    Shared(int servers) {
      this.servers = servers;
    }

    abstract String start(Path directory, List<AutoCloseable> opened) throws IOException;
  }

  @BeforeEach
  void prepare() {
    product = new Distribution(directory);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_write_that_has_returned_is_seen_by_every_later_request(
      Shared shared, TestReporter reporter) throws Exception {
    reporter.publishEntry(hammer(shared, 4_000, product::here));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void so_it_is_in_a_million_requests(Shared shared, TestReporter reporter) throws Exception {
    reporter.publishEntry(hammer(shared, MANY, product::run));
  }

  private Map<String, String> hammer(Shared shared, long reads, Commands commands)
      throws Exception {
    String url = shared.start(directory, opened);
    product
        .with("ASSET_LOOKUP_STORAGE_JDBC_URL", url)
        .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT0S")
        .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "PT0S")
        .with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S");
    opened.add(product);
    List<URI> servers = new ArrayList<>();
    for (int i = 0; i < shared.servers; i++) {
      servers.add(product.serve().base());
    }
    return new Hammer(commands, servers, reads).run();
  }
}
