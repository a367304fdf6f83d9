package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ugly input: always the envelope or a closed connection, and the next request is served. */
class RefusalsTest extends WireTest {
  private static final String HOST = "Host: localhost\r\n";

  static final List<Named<String>> MALFORMED =
      List.of(
          named("bad escape", line("GET /v1/content/%zz/assets/x HTTP/1.1")),
          named("cut escape", line("GET /v1/content/%f HTTP/1.1")),
          named("space in the path", line("GET /v1/a b HTTP/1.1")),
          named("bar", line("GET /v1/a|b HTTP/1.1")),
          named("quote", line("GET /v1/a\"b HTTP/1.1")),
          named("bracket", line("GET /v1/a[b HTTP/1.1")),
          named("angle bracket", line("GET /v1/<b HTTP/1.1")),
          named("backslash", line("GET /v1/a\\b HTTP/1.1")),
          named("caret", line("GET /v1/a^b HTTP/1.1")),
          named("NUL in the path", line("GET /v1/a\0b HTTP/1.1")),
          named("NUL in the query", line("GET /v1/whoami?\0 HTTP/1.1")),
          named("bad query", line("GET /v1/whoami?a=%zz HTTP/1.1")),
          named("no version", line("GET /v1/whoami")),
          named("no path", line("GET  HTTP/1.1")),
          named("one word", line("GET")),
          named("empty line", line("")),
          named("long version", line("GET / HTTP/1.11")),
          named("other protocol", line("GET / SPDY/1.1")),
          named("illegal method", line("G@T / HTTP/1.1")),
          named("bare line feed", "GET / HTTP/1.1\n" + HOST + "\r\n"),
          named("no Host", "GET / HTTP/1.1\r\n\r\n"),
          named("empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"),
          named("two Hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
          named("illegal Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
          named("illegal port", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
          named("cut literal Host", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
          named("header without colon", withHeader("nonsense")),
          named("space in a header name", withHeader("a b: c")),
          named("NUL in a key", withHeader("X-Api-Key: a\0b")),
          named("NUL in a header name", withHeader("a\0: b")),
          named("folded header", withHeader("X-Api-Key: a\r\n b")),
          named("length of letters", withHeader("Content-Length: abc")),
          named("negative length", withHeader("Content-Length: -1")),
          named("two lengths", withHeader("Content-Length: 1\r\nContent-Length: 2")),
          named("both framings", withHeader("Content-Length: 1\r\nTransfer-Encoding: chunked")),
          named("unknown framing", withHeader("Transfer-Encoding: identity")));

  static final List<Named<String>> GARBAGE =
      List.of(
          named(
              "TLS hello",
              latin1("16030100c8010000c40303" + "5a0d0a20".repeat(48) + "000000001302130300ff")),
          named("TLS alert", latin1("15030100020228")),
          named("line ends", "\r\n\r\n\r\n"),
          named("NULs", "\0".repeat(100)),
          named("NUL lines", "\0 \0 \0\r\n\r\n"),
          named("one byte", "G"),
          named("header without name", withHeader(": x")),
          named("SSH", "SSH-2.0-OpenSSH_9.2\r\n"),
          named("SMTP", "EHLO localhost\r\n"),
          named("SOCKS", latin1("0501000a0d0a")),
          named("long line without end", "A".repeat(100_000)),
          named("many headers without end", line("GET / HTTP/1.1").stripTrailing() + "\r\na:b"));

  @AfterEach
  void the_next_request_is_served() {
    assertThat(get(Fixture.SLIDE_PATH, "X-Api-Key", fixture.key).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void a_malformed_request_gets_the_envelope(String message) throws IOException {
    List<RawClient.Response> responses = RawClient.exchange(server.port(), message);
    assertThat(responses).hasSize(1);
    assertEnvelope(responses.getFirst(), 400, "BAD_REQUEST");
    assertThat(responses.getFirst().header("Connection")).isEqualTo("close");
  }

  @ParameterizedTest
  @FieldSource("GARBAGE")
  void what_is_no_http_gets_an_envelope_or_nothing(String message) throws IOException {
    for (RawClient.Response response : RawClient.exchange(server.port(), message)) {
      assertEnvelope(response);
      assertThat(response.status()).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @MethodSource("randomBytes")
  void random_bytes_get_an_envelope_or_nothing(byte[] message) throws IOException {
    for (RawClient.Response response : RawClient.exchange(server.port(), message)) {
      assertEnvelope(response);
      assertThat(response.status()).isBetween(400, 499);
    }
  }

  static Stream<Named<byte[]>> randomBytes() {
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(100)
        .map(
            seed -> {
              Random random = new Random(seed);
              byte[] bytes = new byte[1 + random.nextInt(2000)];
              random.nextBytes(bytes);
              // Often enough a space or a line end to get past the first checks.
              for (int i = 0; i + 1 < bytes.length; i += 1 + random.nextInt(30)) {
                bytes[i] = (byte) (random.nextBoolean() ? ' ' : '\r');
                bytes[i + 1] = (byte) (bytes[i] == '\r' ? '\n' : 'a');
              }
              return named("seed " + seed, bytes);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 9_000, 100_000, 1_000_000})
  void too_long_a_uri_is_refused(int length) throws IOException {
    assertRefused(line("GET /" + "a".repeat(length) + " HTTP/1.1"), 414, "URI_TOO_LONG");
  }

  @ParameterizedTest
  @ValueSource(ints = {16_384, 20_000, 1_000_000})
  void too_large_a_header_is_refused(int length) throws IOException {
    assertRefused(withHeader("X-Api-Key: " + "a".repeat(length)), 431, "HEADERS_TOO_LARGE");
    assertRefused(withHeader("a".repeat(length) + ": b"), 431, "HEADERS_TOO_LARGE");
  }

  @Test
  void too_many_headers_are_refused() throws IOException {
    assertRefused(withHeader("a: b\r\n".repeat(10_000).stripTrailing()), 431, "HEADERS_TOO_LARGE");
  }

  @Test
  void too_large_a_body_is_refused() throws IOException {
    assertRefused(withHeader("Content-Length: 9999999999"), 413, "PAYLOAD_TOO_LARGE");
    assertRefused(withHeader("Content-Length: 8388609"), 413, "PAYLOAD_TOO_LARGE");
  }

  /** With much input left unread the connection may break before the answer is through. */
  private void assertRefused(String message, int status, String code) throws IOException {
    List<RawClient.Response> responses = RawClient.exchange(server.port(), message);
    assertThat(responses).hasSizeLessThanOrEqualTo(1);
    if (message.length() < 40_000) {
      assertThat(responses).hasSize(1);
    }
    for (RawClient.Response response : responses) {
      assertEnvelope(response, status, code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/2.0", "GET / HTTP/1.2", "GET / HTTP/0.9", "PRI * HTTP/2.0"})
  void unknown_versions_are_not_supported(String requestLine) throws IOException {
    assertEnvelope(
        only(RawClient.exchange(server.port(), line(requestLine))),
        505,
        "HTTP_VERSION_NOT_SUPPORTED");
  }

  @Test
  void other_framings_are_not_implemented() throws IOException {
    assertEnvelope(
        only(
            RawClient.exchange(
                server.port(), withHeader("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n")),
        501,
        "NOT_IMPLEMENTED");
  }

  @Test
  void a_refused_head_has_no_body() throws IOException {
    RawClient.Response response =
        only(RawClient.exchange(server.port(), line("HEAD /%zz HTTP/1.1")));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).isEmpty();
    assertThat(response.header("X-Request-Id")).startsWith("req_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS * HTTP/1.1",
        "CONNECT localhost:443 HTTP/1.1",
        "GET http://localhost/v1/nope HTTP/1.1",
        "GET v1/whoami HTTP/1.1",
        "GET ? HTTP/1.1",
        "GET # HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET /v1/content/../../x HTTP/1.1",
        "GET //// HTTP/1.1",
        "GET /\u00ff HTTP/1.1",
        "GET /v1/content/\u00ff/assets/\u00ff\u00fe HTTP/1.1",
        "BREW /coffee HTTP/1.1",
      })
  void odd_targets_get_an_envelope(String requestLine) throws IOException {
    RawClient.Response response = only(RawClient.exchange(server.port(), line(requestLine)));
    assertEnvelope(response);
    assertThat(response.status()).isBetween(400, 499);
  }

  @Test
  void nothing_of_the_input_is_echoed() throws IOException {
    for (String message :
        List.of(
            line("GET /<script>evil HTTP/1.1"),
            line("GET /evil HTTP/1.1"),
            line("GET / EVIL/evil"),
            withHeader("evil"),
            "GET / HTTP/1.1\r\nHost: a:evil\r\n\r\n",
            withHeader("X-Api-Key: evil\r\nX-Request-Id: evil"))) {
      for (RawClient.Response response : RawClient.exchange(server.port(), message)) {
        assertThat(response.toString()).doesNotContainIgnoringCase("evil");
      }
    }
  }

  @Test
  void two_key_lines_are_rejected() throws IOException {
    String key = "X-Api-Key: " + fixture.key;
    assertEnvelope(
        only(RawClient.exchange(server.port(), whoami(key + "\r\n" + key))),
        401,
        "UNAUTHENTICATED");
  }

  @Test
  void a_key_with_bytes_that_are_no_ascii_is_rejected() throws IOException {
    assertEnvelope(
        only(RawClient.exchange(server.port(), whoami("X-Api-Key: " + fixture.key + "\u00ff"))),
        401,
        "UNAUTHENTICATED");
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws IOException {
    String good = whoami("X-Api-Key: " + fixture.key);
    String bad = whoami("X-Api-Key: nonsense");
    List<RawClient.Response> responses =
        RawClient.exchange(server.port(), (good + bad).repeat(100));
    assertThat(responses).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(responses.get(i).status()).isEqualTo(i % 2 == 0 ? 200 : 401);
    }
    assertThat(responses.stream().map(response -> response.header("X-Request-Id")).distinct())
        .hasSize(200);
  }

  @Test
  void bodies_are_skipped_and_do_not_end_the_connection() throws IOException {
    String key = "X-Api-Key: " + fixture.key + "\r\n";
    String message =
        whoami(key + "Content-Length: 5")
            + "GET /"
            + whoami(key + "Transfer-Encoding: chunked")
            + "5\r\nGET /\r\n0\r\n\r\n"
            + whoami(key + "Content-Length: 0")
            + whoami(key.strip());
    assertThat(RawClient.exchange(server.port(), message))
        .extracting(RawClient.Response::status)
        .containsExactly(200, 200, 200, 200);
  }

  @Test
  void a_body_that_never_comes_does_not_delay_the_answer() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(whoami("X-Api-Key: " + fixture.key + "\r\nContent-Length: 5"));
      assertThat(client.read("GET")).extracting("status").isEqualTo(200);
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          whoami("X-Api-Key: " + fixture.key + "\r\nContent-Length: 5\r\nExpect: 100-continue"));
      assertThat(client.read("GET")).extracting("status").isEqualTo(200);
    }
  }

  @Test
  void a_body_with_a_wrong_method_is_refused_at_once() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("POST /v1/whoami HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\n");
      assertThat(client.read("POST")).extracting("status").isEqualTo(405);
    }
  }

  @Test
  void too_large_a_chunked_body_ends_the_connection() throws IOException {
    String message =
        whoami("X-Api-Key: " + fixture.key + "\r\nTransfer-Encoding: chunked")
            + ("8000\r\n" + "a".repeat(0x8000) + "\r\n").repeat(10);
    List<RawClient.Response> responses = RawClient.exchange(server.port(), message);
    assertThat(responses).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void a_client_may_hang_up_at_any_byte() throws IOException {
    String message = whoami("X-Api-Key: " + fixture.key);
    for (int length = 0; length < message.length(); length += 3) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(message.substring(0, length));
      }
    }
    for (int length = 1; length < message.length(); length += 3) {
      for (RawClient.Response response :
          RawClient.exchange(server.port(), message.substring(0, length))) {
        assertEnvelope(response, 400, "BAD_REQUEST");
      }
    }
  }

  @Test
  void a_client_may_hang_up_without_taking_its_answers() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(whoami("X-Api-Key: " + fixture.key).repeat(500));
      }
    }
  }

  private static RawClient.Response only(List<RawClient.Response> responses) {
    assertThat(responses).hasSize(1);
    return responses.getFirst();
  }

  private static String line(String requestLine) {
    return requestLine + "\r\n" + HOST + "Connection: close\r\n\r\n";
  }

  private static String withHeader(String header) {
    return "GET / HTTP/1.1\r\n" + HOST + header + "\r\n\r\n";
  }

  private static String whoami(String headers) {
    return "GET /v1/whoami HTTP/1.1\r\n" + HOST + headers + "\r\n\r\n";
  }

  private static String latin1(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
