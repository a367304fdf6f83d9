package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Result;
import dev.assetlookup.bootstrap.Distribution.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is not there, or goes away and comes back. */
final class StoreDownIT {
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
                .run("keys", "create", "--org", "org_acme", "--scope", "content:read")
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
      Result command = product.run("export");
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
  void without_its_database_a_server_does_not_start_and_says_why_in_one_line() throws IOException {
    try (Distribution product = new Distribution(directory)) {
      int port = freePort();
      product
          .with("ASSET_LOOKUP_STORAGE_JDBC_URL", url(port) + "?user=u&password=" + PASSWORD)
          .with("ASSET_LOOKUP_STORAGE_JDBC_PASSWORD", PASSWORD);
      Result refused = product.run("serve", "--port", "0");
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
    Result imported = product.run("import", file.toString());
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
