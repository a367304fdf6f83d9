package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Distribution.Running;
import dev.assetlookup.bootstrap.KeptConnection.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of clients that wait for changes, each on a connection of its own. */
@Tag("long")
final class ManyWaitingIT {
  private static final int CLIENTS = 5_000;
  private static final String PATH = "/v1/changes";

  @TempDir private Path directory;

  @Test
  void five_thousand_cost_neither_threads_nor_queries_and_are_answered_at_a_stop(
      TestReporter reporter) throws Exception {
    List<KeptConnection> clients = new ArrayList<>();
    try (EmbeddedPostgres database = EmbeddedPostgres.start();
        Distribution product = product(database)) {
      String key = product.run("keys", "create", "--org", "org_acme", "--scope", "*").out().strip();
      Running server = product.serve();
      int threads = server.threads();
      String token = token(get(server.base(), key, PATH));
      String path = PATH + "?wait=30&after=";
      for (int i = 0; i < CLIENTS; i++) {
        KeptConnection client = new KeptConnection(server.base());
        client.ask(path + token, key);
        clients.add(client);
      }
      // One more, after which all the others wait.
      get(server.base(), key, PATH + "?wait=1&after=" + token);
      int threadsWaiting = server.threads() - threads;
      assertThat(threadsWaiting).isLessThan(50);
      long queries = queries(database);
      get(server.base(), key, PATH + "?wait=10&after=" + token);
      long queriesWaiting = queries(database) - queries;
      assertThat(queriesWaiting).isLessThan(100);

      long begun = System.nanoTime();
      Web.put(server.base(), key, Containers.id(1), "{\"assets\":[]}");
      for (KeptConnection client : clients) {
        Answer answer = client.read();
        assertThat(items(answer)).hasSize(1);
        client.ask(path + token(answer), key);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      reporter.publishEntry(
          Map.of(
              "threads for those who wait",
              "" + threadsWaiting,
              "queries in 10 s",
              "" + queriesWaiting,
              "milliseconds until all were answered",
              "" + millis));

      get(server.base(), key, PATH + "?wait=1&after=" + token(get(server.base(), key, PATH)));
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::terminate);
      for (KeptConnection client : clients) {
        Answer answer = client.read();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(items(answer)).isEmpty();
        assertThat(client.isEnded()).isTrue();
      }
      assertThat(exit.get()).isZero();
      assertThat(server.err()).isEmpty();
    } finally {
      for (KeptConnection client : clients) {
        client.close();
      }
    }
  }

  private Distribution product(EmbeddedPostgres database) {
    return new Distribution(directory)
        // Of connections as many as three quarters of them are enough.
        .with("ASSET_LOOKUP_JAVA_OPTS", "-Xmx1g")
        .with("ASSET_LOOKUP_STORAGE_JDBC_URL", database.getJdbcUrl("postgres", "postgres"));
  }

  private static Answer get(URI base, String key, String path) throws IOException {
    try (KeptConnection connection = new KeptConnection(base)) {
      return connection.get(path, key, "");
    }
  }

  private static String token(Answer page) {
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return Web.json(page.body()).path("nextToken").textValue();
  }

  private static JsonNode items(Answer page) {
    return Web.json(page.body()).path("items");
  }

  /** How many transactions the database has ended. */
  private static long queries(EmbeddedPostgres database) throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select xact_commit + xact_rollback from pg_stat_database"
                    + " where datname = 'postgres'")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }
}
