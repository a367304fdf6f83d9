package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than there are connections, against a server with few. */
class ConnectionsTest extends WireTest {
  private static final int MOST = 40;
  private static final Duration STALLED = Duration.ofMillis(900);

  private final CapturedLog log = new CapturedLog(Listener.class);
  private final List<RawClient> clients = new ArrayList<>();

  @Override
  StandaloneServer server() {
    return new StandaloneServer(
        "127.0.0.1", 0, fixture.api(), ServerLimits.DEFAULT.withMaxConnections(MOST));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    log.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /v1/who",
        "GET /v1/whoami HTTP/1.1\r\nHost: a\r\nX-Api-",
        "GET /nope HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
        "PUT /v1/content/x HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
        "PUT /nope HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;"
      })
  void clients_that_wait_give_way_to_one_that_asks(String part) throws IOException {
    for (int i = 0; i < 5 * MOST; i++) {
      RawClient client = new RawClient(server.port());
      clients.add(client);
      client.send(part);
    }
    for (int i = 0; i < 10; i++) {
      try (RawClient good = new RawClient(server.port())) {
        good.send("GET /v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(good.read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
      }
    }
    assertThat(log.records())
        .as("logged once, not once a connection")
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
              assertThat(entry.getMessage()).contains("all 40", "http.max-connections");
            });
  }

  @Test
  void clients_that_take_no_answer_give_way() throws IOException {
    // Many times what the buffers of both sides hold.
    String requests = "GET /v1/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500);
    for (int i = 0; i < 2 * MOST; i++) {
      RawClient client = new RawClient(server.port());
      clients.add(client);
      client.send(requests);
    }
    assertThat(get("/v1/whoami", "X-Api-Key", fixture.key).statusCode()).isEqualTo(200);
  }

  @Test
  void when_they_are_gone_there_is_room_again() throws IOException {
    for (int i = 0; i < 2 * MOST; i++) {
      clients.add(new RawClient(server.port()));
    }
    assertThat(get("/nope").statusCode()).isEqualTo(404);
    for (RawClient client : clients) {
      client.close();
    }
    while (log.records().size() < 2) {
      assertThat(get("/nope").statusCode()).isEqualTo(404);
    }
    LogRecord over = log.records().getLast();
    assertThat(over.getLevel()).isEqualTo(Level.INFO);
    assertThat(over.getMessage()).contains("room for connections again");
  }

  @Test
  void a_slow_upload_that_makes_progress_is_not_cut_off() throws IOException {
    Fixture other = new Fixture();
    StandaloneServer impatient =
        new StandaloneServer(
            "127.0.0.1",
            0,
            other.api(),
            new ServerLimits(
                MOST,
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                STALLED,
                Duration.ofMillis(200)));
    impatient.start();
    String body = "{\"assets\":[]" + " ".repeat(60_000) + "}";
    try (RawClient client = new RawClient(impatient.port())) {
      client.send(
          "POST /v1/assets:batchGet HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "X-Api-Key: "
              + other.key
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n");
      // Long after an idle connection is closed, and a body without progress.
      long end = System.nanoTime() + 2 * STALLED.toNanos();
      int sent = 0;
      while (System.nanoTime() < end) {
        if (sent < body.length() - 1) {
          client.send(body.substring(sent, ++sent));
        }
        assertThat(get("/nope").statusCode()).as("meanwhile another client").isEqualTo(404);
      }
      client.send(body.substring(sent));
      assertThat(client.read("POST")).extracting(RawClient.Response::status).isEqualTo(200);
    } finally {
      impatient.stop();
    }
  }
}
