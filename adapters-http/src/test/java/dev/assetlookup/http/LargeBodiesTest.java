package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many large bodies at once, against a server that has room for one of them. */
class LargeBodiesTest extends WireTest {
  private static final String PATH = "/v1/content/" + Fixture.UNKNOWN;
  private static final int LARGE = ContainerEndpoints.MAX_BODY_BYTES;

  /** Waits for nobody, so that a test sees who has to. */
  @Override
  StandaloneServer server() {
    return new StandaloneServer("127.0.0.1", 0, fixture.api(new Bodies(1, Duration.ZERO)));
  }

  private static String head(String framing) {
    return "PUT "
        + PATH
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + framing
        + "\r\nX-Api-Key: ";
  }

  private String large() {
    return head("Content-Length: " + LARGE) + fixture.key + "\r\n\r\n{";
  }

  /** Returns when the server has given it its room and reads what comes. */
  private void begin(RawClient client) throws IOException {
    client.send(
        large().replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n").replaceFirst("\\{$", ""));
    assertThat(Objects.requireNonNull(client.read("PUT")).status()).isEqualTo(100);
  }

  private static void assertOverloaded(RawClient.Response response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).contains("\"OVERLOADED\"", "try again");
    assertThat(response.header("Retry-After")).isEqualTo("2");
  }

  @Test
  void while_one_is_read_another_large_body_is_told_to_come_again_and_the_rest_goes_on()
      throws IOException {
    try (RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      begin(first);
      second.send(large());
      assertOverloaded(Objects.requireNonNull(second.read("PUT")));
      assertThat(get("/v1/whoami", "X-Api-Key", fixture.key).statusCode()).isEqualTo(200);
      assertThat(sendJson("PUT", PATH, "{\"assets\":[]}").statusCode()).isEqualTo(201);
      assertThat(sendJson("POST", "/v1/assets:batchGet", "{\"assets\":[]}").statusCode())
          .isEqualTo(200);
      assertThat(inChunks("{\"assets\":[]}").statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> inChunks(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        "PUT",
        PATH,
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
        "X-Api-Key",
        fixture.key,
        "Content-Type",
        "application/json");
  }

  @Test
  void a_body_of_unknown_length_counts_as_large_when_it_is() throws IOException {
    String document = "{\"assets\":[]" + " ".repeat(2 * Bodies.SMALL_BYTES) + "}";
    try (RawClient first = new RawClient(server.port())) {
      begin(first);
      assertThat(inChunks(document).statusCode()).isEqualTo(503);
    }
    assertThat(stored(document)).isEqualTo(201);
  }

  /** Once the room is free again, which takes a moment after its connection was closed. */
  private int stored(String document) {
    int status = 503;
    while (status == 503) {
      status = inChunks(document).statusCode();
    }
    return status;
  }

  @Test
  void room_is_given_back_whatever_becomes_of_a_body() throws IOException {
    String large = "{\"assets\":[]" + " ".repeat(LARGE - 100) + "}";
    for (String body : List.of("no json" + large, large + "}", large.replace("assets", "other"))) {
      assertThat(sendJson("PUT", PATH, body).statusCode()).isEqualTo(422);
    }
    assertThat(sendJson("PUT", PATH, large, "If-Match", "\"0\"").statusCode()).isEqualTo(412);
    assertThat(sendJson("PUT", PATH, large).statusCode()).isEqualTo(201);
    assertThat(sendJson("PUT", PATH, large).statusCode()).isEqualTo(200);
  }

  @Test
  void fifty_large_bodies_at_once_are_all_stored_one_after_another_when_they_may_wait()
      throws Exception {
    String large = "{\"assets\":[]" + " ".repeat(LARGE - 100) + "}";
    byte[] request =
        (head("Connection: close\r\nContent-Length: " + large.length())
                + fixture.key
                + "\r\n\r\n"
                + large)
            .getBytes(StandardCharsets.US_ASCII);
    StandaloneServer patient =
        new StandaloneServer("127.0.0.1", 0, fixture.api(new Bodies(1, Duration.ofMinutes(1))));
    patient.start();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(clients.submit(() -> status(patient.port(), request)));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).matches("HTTP/1.1 20[01] .*");
      }
    } finally {
      patient.stop();
    }
  }

  /** Without a copy of what was sent. */
  private static String status(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request);
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }
}
