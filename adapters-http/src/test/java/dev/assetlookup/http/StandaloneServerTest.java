package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assetlookup.core.keys.AuthenticateKey;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneServerTest extends WireTest {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  // What Helidon says of provoked faults would only alarm who reads the build's output.
  private final CapturedLog handlersLog = new CapturedLog(DirectHandlers.class);

  @Override
  StandaloneServer server() {
    return new StandaloneServer(
        "127.0.0.1",
        0,
        fixture.api(),
        routing ->
            routing
                .get("/media/file", (request, response) -> response.send("bytes"))
                .get(
                    "/media/broken",
                    (request, response) -> {
                      throw new IllegalStateException("innards");
                    })
                .get(
                    "/media/gone",
                    (request, response) -> {
                      throw new HttpException("innards", Status.GONE_410, true);
                    })
                .get(
                    "/media/kept",
                    (request, response) -> {
                      throw new HttpException("innards", Status.NOT_MODIFIED_304, true);
                    }));
  }

  @AfterEach
  void releaseLogs() {
    handlersLog.close();
  }

  @Test
  void more_routes_are_served_with_a_request_id() {
    HttpResponse<String> response = get("/media/file");
    assertThat(response.body()).isEqualTo("bytes");
    assertThat(header(response, "X-Request-Id")).startsWith("req_");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertError(get("/media/nope"), 404, "NOT_FOUND", "No such route.");
    assertThat(get(Fixture.VIDEO_PATH, "X-Api-Key", fixture.key).statusCode()).isEqualTo(200);
  }

  @Test
  void what_they_throw_gets_the_envelope() {
    try (CapturedLog own = new CapturedLog(RefusalHandler.class)) {
      HttpResponse<String> response = get("/media/broken");
      assertError(response, 500, "INTERNAL", "Something went wrong on our side.");
      assertThat(own.records().getFirst().getMessage()).contains(header(response, "X-Request-Id"));

      HttpResponse<String> head = send("HEAD", "/media/nope");
      assertThat(head.statusCode()).isEqualTo(404);
      assertThat(head.body()).isEmpty();
    }
    assertError(get("/media/gone"), 410, "BAD_REQUEST", "The request is malformed.");
    HttpResponse<String> kept = get("/media/kept");
    assertThat(kept.statusCode()).isEqualTo(304);
    assertThat(header(kept, "X-Request-Id")).startsWith("req_");
  }

  @Test
  void a_stop_lets_the_request_under_way_finish() throws Exception {
    StandaloneServer slow =
        new StandaloneServer(
            "127.0.0.1",
            0,
            fixture.api(
                new GuardedStore(
                    fixture.store,
                    () -> {
                      asked.countDown();
                      awaitAnswer();
                    }),
                AuthenticateKey.over(fixture.store)));
    slow.start();
    int port = slow.port();
    try (RawClient client = new RawClient(port)) {
      client.send(
          "GET "
              + Fixture.VIDEO_PATH
              + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
              + fixture.key
              + "\r\n\r\n");
      asked.await();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(slow::stop);
      awaitClosed(port);
      answer.countDown();
      assertThat(client.readAll())
          .singleElement()
          .satisfies(
              response -> {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).isEqualTo(Fixture.CLIP_JSON);
              });
      stopped.join();
    }
    assertThatIllegalStateException().isThrownBy(slow::port);
    assertThatIllegalStateException().isThrownBy(slow::start);
    slow.stop();
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until nobody listens any more, which is the first thing that a stop does. */
  private static void awaitClosed(int port) {
    try {
      while (true) {
        new RawClient(port).close();
      }
    } catch (IOException e) {
      return;
    }
  }

  @Test
  void a_taken_port_fails_the_start() {
    StandaloneServer second = new StandaloneServer("127.0.0.1", server.port(), fixture.api());
    String address = "127.0.0.1:" + server.port();
    assertThatIllegalStateException().isThrownBy(second::start).withMessageContaining(address);
    second.stop();
    assertThat(get("/media/file").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void a_port_that_cannot_be_is_refused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StandaloneServer("127.0.0.1", port, fixture.api()));
  }

  @Test
  void two_servers_live_side_by_side() {
    StandaloneServer second = new StandaloneServer("127.0.0.1", 0, fixture.api());
    second.start();
    assertThat(second.port()).isNotEqualTo(server.port());
    second.stop();
    assertThat(get("/media/file").statusCode()).isEqualTo(200);
  }
}
