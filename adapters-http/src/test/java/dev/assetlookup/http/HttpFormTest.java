package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The letter of RFC 9110 and 9112: what is accepted, and how answers are framed. */
class HttpFormTest extends WireTest {
  private static final String JSON =
      "{\"assets\":[{\"containerId\":\"" + Fixture.CONTAINER + "\",\"assetId\":\"clip\"}]}";

  static final List<Named<String>> GOOD_CHUNKS =
      List.of(
          named("one", chunk(JSON) + "0\r\n\r\n"),
          named("of one byte each", oneByOne() + "0\r\n\r\n"),
          named(
              "size with zeros and capitals",
              "000"
                  + chunk(JSON).toUpperCase(Locale.ROOT).substring(0, 2)
                  + chunk(JSON).substring(2)
                  + "0000\r\n\r\n"),
          named(
              "extension", chunk(JSON).replaceFirst("\r\n", ";a=b;c=\"d e\"\r\n") + "0;z\r\n\r\n"),
          named(
              "space before the extension",
              chunk(JSON).replaceFirst("\r\n", " \t;a\r\n") + "0\r\n\r\n"),
          named("trailers", chunk(JSON) + "0\r\nX-Checksum: 1\r\nExpires: never\r\n\r\n"));

  static final List<Named<String>> BAD_CHUNKS =
      List.of(
          named("sign", "+" + chunk(JSON) + "0\r\n\r\n"),
          named("prefix", "0x" + chunk(JSON) + "0\r\n\r\n"),
          named("no size", "\r\n" + JSON + "\r\n0\r\n\r\n"),
          named("space before the size", " " + chunk(JSON) + "0\r\n\r\n"),
          named("junk after the size", chunk(JSON).replaceFirst("\r\n", " a\r\n") + "0\r\n\r\n"),
          named("junk after the chunk", chunk(JSON) + "junk\r\n0\r\n\r\n"),
          named("chunk longer than its size", chunk(JSON).replaceFirst("^..", "01") + "0\r\n\r\n"),
          named("line feed alone", chunk(JSON).replaceFirst("\r\n", "\n") + "0\r\n\r\n"),
          named("endless extension", "1;" + "a".repeat(5_000) + "\r\n"),
          named("trailer that is no header", chunk(JSON) + "0\r\nGET / HTTP/1.1\r\n\r\n"));

  private static String chunk(String data) {
    return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
  }

  private static String oneByOne() {
    StringBuilder chunks = new StringBuilder();
    JSON.chars().forEach(c -> chunks.append(chunk(String.valueOf((char) c))));
    return chunks.toString();
  }

  private String batch(String framing) {
    return "POST /v1/assets:batchGet HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + key()
        + framing
        + "\r\n";
  }

  private String key() {
    return "X-Api-Key: " + fixture.key + "\r\n";
  }

  private RawClient.Response ask(String message) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(message);
      RawClient.Response response = client.read(message.startsWith("HEAD") ? "HEAD" : "GET");
      assertThat(response).isNotNull();
      return Objects.requireNonNull(response);
    }
  }

  @ParameterizedTest
  @FieldSource("GOOD_CHUNKS")
  void extensions_and_trailers_of_chunks_are_ignored(String body) throws IOException {
    String next = "GET /v1/whoami HTTP/1.1\r\nHost: a\r\n" + key() + "\r\n";
    assertThat(
            RawClient.exchange(
                server.port(), batch("Transfer-Encoding: chunked\r\n") + body + next))
        .extracting(RawClient.Response::status)
        .containsExactly(200, 200);
  }

  @ParameterizedTest
  @FieldSource("BAD_CHUNKS")
  void malformed_chunks_get_a_400_that_says_so(String body) throws IOException {
    List<RawClient.Response> responses =
        RawClient.exchange(server.port(), batch("Transfer-Encoding: chunked\r\n") + body);
    assertThat(responses).hasSize(1);
    assertEnvelope(responses.getFirst(), 400, "BAD_REQUEST");
    assertThat(responses.getFirst().body()).containsAnyOf("chunk", "CR LF", "header line");
    assertThat(responses.getFirst().header("Connection")).isEqualTo("close");
  }

  @Test
  void refused_requests_are_logged_once_a_minute() throws IOException {
    try (CapturedLog log = new CapturedLog(Listener.class)) {
      for (int i = 0; i < 10; i++) {
        RawClient.exchange(server.port(), "GET / HTTP/1.1\r\n\r\n");
      }
      assertThat(log.records())
          .singleElement()
          .satisfies(entry -> assertThat(entry.getMessage()).contains("Host header is missing"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/a[b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | percent-encoded",
        "GET /v1/a%2 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | two hexadecimal digits",
        "GET /v1/a#b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | fragment",
        "GET v1 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | begin with a slash",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n | more than one Host",
        "GET / HTTP/1.1\\r\\n\\r\\n | Host header is missing",
        "GET / HTTP/1.1\\r\\nHost: a:b\\r\\n\\r\\n | a host with an optional port",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nX: a\\0b\\r\\n\\r\\n | control character",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nX y: z\\r\\n\\r\\n | no colon, or a character before it",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\n y\\r\\n\\r\\n | begins with white space",
        "GET /  HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | one space between",
        "G(T / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | method has a character",
        "GET / HTTP/1.1\\nHost: a\\r\\n\\r\\n | CR LF",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n | one Content-Length",
        "GET / HTTP/1.1\\r\\nHost: a\\r\\nX: | ends before its headers do",
      })
  void a_400_says_what_is_wrong(String message, String reason) throws IOException {
    String bytes = message.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    List<RawClient.Response> responses = RawClient.exchange(server.port(), bytes);
    assertThat(responses).hasSize(1);
    assertEnvelope(responses.getFirst(), 400, "BAD_REQUEST");
    assertThat(responses.getFirst().body()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://media.example",
        "HTTP://media.example:8080",
        "https://[::1]:80",
        "http://127.0.0.1"
      })
  void absolute_targets_are_accepted(String origin) throws IOException {
    String request = "GET " + origin + Fixture.VIDEO_PATH + " HTTP/1.1\r\nHost: other\r\n" + key();
    assertThat(ask(request + "\r\n").body()).isEqualTo(Fixture.CLIP_JSON);
    assertThat(ask("OPTIONS " + origin + " HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(404);
  }

  @Test
  void methods_are_case_sensitive() throws IOException {
    for (String method : new String[] {"get", "Get", "gET", "pUT"}) {
      assertEnvelope(
          ask(method + " " + Fixture.VIDEO_PATH + " HTTP/1.1\r\nHost: a\r\n" + key() + "\r\n"),
          501,
          "NOT_IMPLEMENTED");
    }
  }

  @Test
  void a_head_is_answered_without_a_body_whatever_the_status() throws IOException {
    for (String message :
        List.of(
            "HEAD " + Fixture.VIDEO_PATH + " HTTP/1.1\r\nHost: a\r\n" + key() + "\r\n",
            "HEAD /nope HTTP/1.1\r\nHost: a\r\n\r\n",
            "HEAD /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
            "HEAD / HTTP/3.0\r\nHost: a\r\n\r\n",
            "HEAD / HTTP/1.1\r\n\r\n",
            "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(message);
        client.endOutput();
        assertThat(client.read("HEAD")).as(message).isNotNull();
        assertThat(client.read("HEAD")).as("nothing behind the head of %s", message).isNull();
      }
    }
  }

  @Test
  void answers_that_never_have_a_body_have_no_length() throws IOException {
    RawClient.Response kept =
        ask(
            "GET "
                + Fixture.VIDEO_PATH
                + " HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n"
                + key()
                + "\r\n");
    assertThat(kept.status()).isEqualTo(304);
    assertThat(kept.headers()).doesNotContainKey("content-length");
    RawClient.Response gone =
        ask(
            "DELETE "
                + Fixture.path(Fixture.CONTAINER)
                + " HTTP/1.1\r\nHost: a\r\n"
                + key()
                + "\r\n");
    assertThat(gone.status()).isEqualTo(204);
    assertThat(gone.headers()).doesNotContainKey("content-length");
  }

  @Test
  void http_1_0_is_answered_and_the_connection_ends() throws IOException {
    for (String host : new String[] {"", "Host: a\r\n"}) {
      try (RawClient client = new RawClient(server.port())) {
        client.send("GET " + Fixture.VIDEO_PATH + " HTTP/1.0\r\n" + host + key() + "\r\n");
        assertThat(client.readAll())
            .singleElement()
            .satisfies(
                response -> {
                  assertThat(response.body()).isEqualTo(Fixture.CLIP_JSON);
                  assertThat(response.header("Connection")).isEqualTo("close");
                });
      }
    }
  }

  @Test
  void http_1_0_keeps_the_connection_on_request() throws IOException {
    String request = "GET /v1/whoami HTTP/1.0\r\nConnection: Keep-Alive\r\n" + key() + "\r\n";
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 2; i++) {
        client.send(request);
        assertThat(client.read("GET"))
            .satisfies(
                response -> assertThat(response.header("Connection")).isEqualTo("keep-alive"));
      }
    }
  }

  @Test
  void a_coding_that_is_not_spoken_is_reported_with_415() throws IOException {
    assertEnvelope(
        ask(batch("Content-Encoding: gzip\r\nContent-Length: " + JSON.length() + "\r\n") + JSON),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            ask(batch("Content-Encoding: identity\r\nContent-Length: " + JSON.length() + "\r\n")
                    + JSON)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "close, TE", "keep-alive, close"})
  void a_connection_that_is_to_be_closed_is_closed_with_the_answer(String option)
      throws IOException {
    for (String path : List.of(Fixture.VIDEO_PATH, "/nope", "/v1/openapi.json")) {
      try (RawClient client = new RawClient(server.port())) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: " + option + "\r\n\r\n");
        // Ends when the server closes, long before it would for being idle.
        assertThat(client.readAll())
            .singleElement()
            .satisfies(response -> assertThat(response.header("Connection")).isEqualTo("close"));
      }
    }
  }

  @Test
  void a_client_that_has_ended_its_side_is_answered_and_let_go() throws IOException {
    assertThat(
            RawClient.exchange(
                server.port(), "GET /v1/whoami HTTP/1.1\r\nHost: a\r\n" + key() + "\r\n"))
        .extracting(RawClient.Response::status)
        .containsExactly(200);
  }

  @Test
  void a_kept_connection_says_for_how_long() throws IOException {
    assertThat(ask("GET /nope HTTP/1.1\r\nHost: a\r\n\r\n").header("Keep-Alive"))
        .isEqualTo("timeout=60");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 12000000", "Transfer-Encoding: chunked"})
  void the_413_arrives_at_a_client_that_sends_its_whole_body_first(String framing)
      throws IOException {
    String request =
        "PUT "
            + Fixture.path(Fixture.CONTAINER)
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + key()
            + framing
            + "\r\n\r\n";
    String part = "a".repeat(60_000);
    String piece = framing.startsWith("T") ? chunk(part) : part;
    try (RawClient client = new RawClient(server.port())) {
      client.send(request);
      for (int i = 0; i < 200; i++) {
        assertThat(client.send(piece)).as("piece %d", i).isTrue();
      }
      client.send(framing.startsWith("T") ? "0\r\n\r\n" : "");
      RawClient.Response response = client.read("GET");
      assertThat(response).isNotNull();
      assertEnvelope(Objects.requireNonNull(response), 413, "PAYLOAD_TOO_LARGE");
    }
  }
}
