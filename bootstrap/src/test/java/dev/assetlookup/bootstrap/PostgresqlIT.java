package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assetlookup.bootstrap.Distribution.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL as it is found: with other time zones than Java has, and behind a pooler. */
final class PostgresqlIT {
  /** A name of Java's alone. */
  private static final String UNKNOWN_ZONE = "-Duser.timezone=IST";

  private static final int WRITERS = 6;
  private static final int ROUNDS = 15;

  private static EmbeddedPostgres database;

  @TempDir private Path directory;

  @BeforeAll
  static void startDatabase() throws IOException {
    database = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  private Distribution product(String url) {
    return new Distribution(directory)
        .with("ASSET_LOOKUP_STORAGE_JDBC_URL", url)
        .with("ASSET_LOOKUP_STORAGE_JDBC_USERNAME", "postgres");
  }

  @Test
  void a_time_zone_that_the_database_does_not_know_stops_nothing_and_shifts_no_time() {
    String url = "jdbc:postgresql://localhost:" + database.getPort() + "/postgres";
    try (Distribution product = product(url)) {
      product.with("ASSET_LOOKUP_JAVA_OPTS", UNKNOWN_ZONE);
      importLine(product, Containers.line(1, "org_zone", "clip.mp4"));
      String there = product.run("export").out();
      assertThat(there).contains("\"createdAt\":\"2026-04-17T13:10:00Z\"");

      product.with("ASSET_LOOKUP_JAVA_OPTS", "-Duser.timezone=America/St_Johns");
      assertThat(product.run("export").out()).isEqualTo(there);
    }
  }

  @Test
  @Tag("long")
  void behind_a_pooler_in_transaction_mode_all_works_and_no_setting_is_needed() throws Exception {
    Optional<Path> program = PgBouncer.program();
    assumeTrue(program.isPresent(), "pgbouncer is not installed; Debian has it as a package");
    try (PgBouncer pooler = PgBouncer.start(program.get(), directory, database.getPort());
        Distribution product = product(pooler.url())) {
      product
          .with("ASSET_LOOKUP_JAVA_OPTS", UNKNOWN_ZONE)
          .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT0S")
          .with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S");
      CommandResult minted =
          product.run(
              "keys",
              "create",
              "--org",
              "org_pooled",
              "--scope",
              "content:read",
              "--scope",
              "content:write");
      assertThat(minted.exit()).as(minted.err()).isZero();
      String key = minted.out().strip();
      Running server = product.serve();

      writeAtOnce(server, key);
      importLine(product, Containers.line(99, "org_pooled", "clip.mp4"));
      assertThat(product.run("schema", "validate").exit()).isZero();
      assertThat(product.run("export").out().lines())
          .filteredOn(line -> line.contains("org_pooled"))
          .hasSize(WRITERS + 1);
      assertThat(product.run("keys", "list", "--org", "org_pooled").out()).contains("active");
      server.awaitErr("released of org_pooled/");
      assertThat(server.terminate()).isZero();
      assertThat(server.err()).doesNotContain("cannot");

      product.with("ASSET_LOOKUP_STORAGE_JDBC_URL", pooler.url() + "?currentSchema=other");
      CommandResult refused = product.run("export");
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.lastErrLine()).contains("search_path").contains("alter role");
    }
  }

  private static void importLine(Distribution product, String line) {
    Path file = Containers.file(product.directory(), "one.jsonl", line);
    CommandResult imported = product.run("import", file.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
  }

  /** Each writes a container of its own, and reads what it has written. */
  private static void writeAtOnce(Running server, String key)
      throws ExecutionException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int n = 0; n < WRITERS; n++) {
        String id = Containers.id(n);
        writers.add(threads.submit(() -> write(server, key, id)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
  }

  private static void write(Running server, String key, String id) {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "clip-" + round;
      String json = "{\"assets\":[{\"url\":\"https://media.example.com/" + name + ".mp4\"}]}";
      HttpResponse<byte[]> put = Web.put(server.base(), key, id, json);
      assertThat(put.statusCode()).as(() -> Web.text(put)).isIn(200, 201);
      HttpResponse<byte[]> got = Web.container(server.base(), key, id);
      assertThat(Web.text(got)).contains(name + ".mp4").doesNotContain("clip-" + (round - 1) + ".");
      assertThat(Web.asset(server.base(), key, id, name).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> list =
          Web.get(server.base().resolve("/v1/content?limit=200"), "X-Api-Key", key);
      assertThat(Web.text(list)).contains(id);
    }
  }
}
