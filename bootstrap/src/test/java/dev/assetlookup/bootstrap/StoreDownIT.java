package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Distribution.Running;
import dev.assetlookup.bootstrap.KeptConnection.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is not there, or goes away and comes back. */
final class StoreDownIT {
  private static final int WAITING = 50;
  private static final String PASSWORD = "pass-word-that-no-message-shows";

  @TempDir private Path directory;

  @Test
  void a_server_outlives_its_database_and_answers_again_when_it_is_back() throws IOException {
    int port = freePort();
    try (Distribution product = new Distribution(directory)) {
      product
          .with("ASSET_LOOKUP_STORAGE_JDBC_URL", url(port) + "?user=postgres&password=" + PASSWORD)
          .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT0S")
          .with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S");
      Running server;
      String key;
      try (EmbeddedPostgres database = database(port)) {
        assertThat(database.getPort()).isEqualTo(port);
        publish(product, Containers.line(1, "org_acme", "clip.mp4"));
        key =
            product
                .here("keys", "create", "--org", "org_acme", "--scope", "content:read")
                .out()
                .strip();
        server = product.serve();
        assertThat(ask(server, key).statusCode()).isEqualTo(200);
      }

      HttpResponse<byte[]> down = ask(server, key);
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(Web.code(down)).isEqualTo("STORAGE_UNAVAILABLE");
      assertThat(down.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
      server.awaitErr("cannot sweep");
      CommandResult command = product.run("export");
      assertThat(command.exit()).isEqualTo(3);
      assertThat(command.out()).isEmpty();
      assertThat(command.errLines()).singleElement().asString().contains("cannot connect");

      try (EmbeddedPostgres again = database(port)) {
        assertThat(again.getPort()).isEqualTo(port);
        HttpResponse<byte[]> answer = ask(server, key);
        for (int i = 0; i < 1000 && answer.statusCode() == 503; i++) {
          answer = ask(server, key);
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        publish(product, Containers.line(1, "org_acme", "next.mp4"));
        server.awaitErr("released of org_acme/");
        assertThat(server.terminate()).isZero();
      }
      assertThat(server.err()).doesNotContain(PASSWORD).containsOnlyOnce("cannot sweep");
    }
  }

  @Test
  void requests_that_wait_for_changes_outlive_the_database_too() throws IOException {
    int port = freePort();
    List<KeptConnection> shortWait = new ArrayList<>();
    List<KeptConnection> longWait = new ArrayList<>();
    try (Distribution product = new Distribution(directory)) {
      product.with("ASSET_LOOKUP_STORAGE_JDBC_URL", url(port) + "?user=postgres");
      Running server;
      String key;
      String path;
      int threads;
      try (EmbeddedPostgres database = database(port)) {
        assertThat(database.getPort()).isEqualTo(port);
        key = product.here("keys", "create", "--org", "org_acme", "--scope", "*").out().strip();
        server = product.serve();
        path = "/v1/changes?after=" + token(changes(server, key, "/v1/changes")) + "&wait=";
        threads = server.threads();
        for (int i = 0; i < WAITING; i++) {
          shortWait.add(waiting(server, key, path + 3));
          longWait.add(waiting(server, key, path + 30));
        }
        // When this is over, they all have begun.
        assertThat(changes(server, key, path + 1).status()).isEqualTo(200);
      }
      for (KeptConnection each : shortWait) {
        // The database may have been there until a moment ago.
        requireNoChange(each.read());
      }
      Answer away = changes(server, key, path + 1);
      assertThat(away.status()).isEqualTo(503);
      assertThat(Web.json(away.body()).at("/error/code").asText()).isEqualTo("STORAGE_UNAVAILABLE");
      assertThat(server.threads()).isLessThan(threads + WAITING / 2);

      try (EmbeddedPostgres again = database(port)) {
        assertThat(again.getPort()).isEqualTo(port);
        publish(product, Containers.line(1, "org_acme", "clip.mp4"));
        for (KeptConnection each : longWait) {
          Answer answer = each.read();
          // On a machine that took 30 s until here, the time was over before.
          if (answer.status() == 200 && !items(answer).isEmpty()) {
            requireTheChange(answer);
          } else {
            requireNoChange(answer);
          }
          requireTheChange(each.get(path + 30, key, ""));
        }
        assertThat(server.threads()).isLessThan(threads + WAITING / 2);
        assertThat(server.terminate()).isZero();
      }
    } finally {
      for (KeptConnection each : shortWait) {
        each.close();
      }
      for (KeptConnection each : longWait) {
        each.close();
      }
    }
  }

  private static KeptConnection waiting(Running server, String key, String path)
      throws IOException {
    KeptConnection connection = new KeptConnection(server.base());
    connection.ask(path, key);
    return connection;
  }

  private static Answer changes(Running server, String key, String path) throws IOException {
    try (KeptConnection connection = new KeptConnection(server.base())) {
      return connection.get(path, key, "");
    }
  }

  private static String token(Answer page) {
    return Web.json(page.body()).path("nextToken").textValue();
  }

  private static JsonNode items(Answer page) {
    return Web.json(page.body()).path("items");
  }

  private static void requireNoChange(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(200, 503);
    assertThat(items(answer)).isEmpty();
  }

  private static void requireTheChange(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(items(answer).findValuesAsText("containerId")).containsExactly(Containers.id(1));
  }

  @Test
  void without_its_database_a_server_does_not_start_and_says_why_in_one_line() throws IOException {
    try (Distribution product = new Distribution(directory)) {
      int port = freePort();
      product
          .with("ASSET_LOOKUP_STORAGE_JDBC_URL", url(port) + "?user=u&password=" + PASSWORD)
          .with("ASSET_LOOKUP_STORAGE_JDBC_PASSWORD", PASSWORD);
      CommandResult refused = product.run("serve", "--port", "0");
      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.errLines())
          .singleElement()
          .asString()
          .startsWith("asset-lookup: ")
          .contains(String.valueOf(port))
          .doesNotContain(PASSWORD);
    }
  }

  private void publish(Distribution product, String line) {
    Path file = Containers.file(directory, "one.jsonl", line);
    CommandResult imported = product.here("import", file.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
  }

  private EmbeddedPostgres database(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("postgresql"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static HttpResponse<byte[]> ask(Running server, String key) {
    return Web.asset(server.base(), key, Containers.id(1), "clip");
  }

  private static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
