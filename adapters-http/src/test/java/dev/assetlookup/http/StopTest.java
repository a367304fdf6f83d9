package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.keys.AuthenticateKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a stop does to connections in each state. */
class StopTest {
  private static final int CLIENTS = 50;

  private final Fixture fixture = new Fixture();
  private final CountDownLatch asked = new CountDownLatch(CLIENTS);
  private final CountDownLatch answer = new CountDownLatch(1);

  private StandaloneServer server(Duration grace) {
    ServerLimits limits = ServerLimits.DEFAULT;
    return new StandaloneServer(
        "127.0.0.1",
        0,
        fixture.api(
            new GuardedStore(
                fixture.store,
                () -> {
                  asked.countDown();
                  await(answer);
                }),
            AuthenticateKey.over(fixture.store)),
        new ServerLimits(
            limits.maxConnections(), limits.idle(), limits.headers(), limits.stalled(), grace));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n";
  }

  @Test
  void every_request_that_has_come_is_answered_and_idle_clients_are_let_go() throws IOException {
    StandaloneServer server = server(Duration.ofMinutes(1));
    server.start();
    List<RawClient> busy = new ArrayList<>();
    List<RawClient> idle = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawClient kept = new RawClient(server.port());
      kept.send(request("/v1/whoami"));
      assertThat(kept.read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
      idle.add(kept);
      idle.add(new RawClient(server.port()));
      RawClient working = new RawClient(server.port());
      working.send(request(Fixture.VIDEO_PATH));
      busy.add(working);
    }
    await(asked);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
    for (RawClient client : idle) {
      assertThat(client.readAll()).as("an idle client").isEmpty();
      client.close();
    }
    assertThat(stopped).isNotDone();
    answer.countDown();
    for (RawClient client : busy) {
      assertThat(client.readAll())
          .singleElement()
          .satisfies(
              response -> {
                assertThat(response.body()).isEqualTo(Fixture.CLIP_JSON);
                assertThat(response.header("Connection")).isEqualTo("close");
              });
      client.close();
    }
    stopped.join();
    assertThat(server.ended()).isCompleted();
  }

  @Test
  void after_the_grace_the_rest_is_cut_off() throws IOException {
    StandaloneServer server = server(Duration.ZERO);
    server.start();
    try (RawClient client = new RawClient(server.port())) {
      client.send(request(Fixture.VIDEO_PATH));
      server.stop();
      assertThat(client.readAll()).isEmpty();
    } finally {
      answer.countDown();
    }
  }
}
