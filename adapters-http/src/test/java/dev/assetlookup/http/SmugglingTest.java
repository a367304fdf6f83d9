package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A body is never taken for a request: whatever frames it, whoever is asked for what, one answer
 * comes, and then the connection ends or the request behind the body is answered.
 */
class SmugglingTest extends WireTest {
  private static final String SMUGGLED =
      "DELETE " + Fixture.path(Fixture.CONTAINER) + " HTTP/1.1\r\nHost: smuggled\r\nX-Api-Key: ";

  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String LENGTH = "Content-Length: LENGTH\r\n";

  private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "BREW");

  private static final List<String> TARGETS =
      List.of(
          Fixture.VIDEO_PATH,
          Fixture.path(Fixture.CONTAINER),
          "/v1/assets:batchGet",
          "/v1/openapi.json",
          "/nope",
          "http://elsewhere.example/v1/openapi.json",
          "/v1/%zz");

  static final List<Named<String>> FRAMINGS =
      List.of(
          named("length", LENGTH),
          named("length with zeros", "Content-Length: 00LENGTH\r\n"),
          named("chunked", CHUNKED),
          named("chunked, loud", "TRANSFER-ENCODING:CHUNKED\r\n"),
          named("expect", LENGTH + "Expect: 100-continue\r\n"),
          named("expect before length", "Expect: 100-continue\r\n" + LENGTH),
          named("expect, capital", LENGTH + "Expect: 100-Continue\r\n"),
          named("expect, quiet name", LENGTH + "expect:100-continue\r\n"),
          named("expect, list", LENGTH + "Expect: 100-continue, other\r\n"),
          named("expect, twice", LENGTH + "Expect: 100-continue\r\nExpect: 100-continue\r\n"),
          named("expect, unknown", LENGTH + "Expect: other\r\n"),
          named("expect, empty", LENGTH + "Expect:\r\n"),
          named("expect, chunked", CHUNKED + "Expect: 100-continue\r\n"),
          named("expect, capital, chunked", CHUNKED + "Expect: 100-Continue\r\n"),
          named("close", LENGTH + "Connection: close\r\n"),
          named("close, capital", LENGTH + "Connection: Close\r\n"),
          named("close, list", LENGTH + "Connection: keep-alive, close\r\n"),
          named("close, twice", LENGTH + "Connection: keep-alive\r\nConnection: close\r\n"),
          named("close, chunked", CHUNKED + "Connection: close\r\n"),
          named("close and expect", LENGTH + "Connection: close\r\nExpect: 100-continue\r\n"),
          named("keep-alive", LENGTH + "Connection: keep-alive\r\n"),
          named("upgrade", LENGTH + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"),
          named("compressed", LENGTH + "Content-Encoding: gzip\r\n"),
          named("JSON", LENGTH + "Content-Type: application/json\r\n"),
          named("JSON and expect", LENGTH + "Content-Type: application/json\r\nExpect: x\r\n"),
          named("two lengths", LENGTH + LENGTH),
          named("list of lengths", "Content-Length: LENGTH, LENGTH\r\n"),
          named("length with sign", "Content-Length: +LENGTH\r\n"),
          named("length and chunked", LENGTH + CHUNKED),
          named("chunked twice", CHUNKED + CHUNKED),
          named("chunked last of two", "Transfer-Encoding: gzip, chunked\r\n"),
          named("chunked first of two", "Transfer-Encoding: chunked, gzip\r\n"),
          named("chunked, hidden", LENGTH + "Transfer-Encoding : chunked\r\n"),
          named("chunked, folded", LENGTH + "X: y\r\n " + CHUNKED),
          named("too large", "Content-Length: 99999999\r\n"),
          named("too large and expect", "Content-Length: 99999999\r\nExpect: 100-continue\r\n"),
          named("header without colon", LENGTH + "nonsense\r\n"),
          named("line feeds alone", LENGTH.replace("\r", "")));

  @ParameterizedTest
  @FieldSource("FRAMINGS")
  void a_body_is_never_taken_for_a_request(String framing) throws IOException {
    String key = "X-Api-Key: " + fixture.readerKey + "\r\n";
    for (String target : TARGETS) {
      for (String method : METHODS) {
        exchange(method, method + " " + target + " HTTP/1.1", framing);
        exchange(method, method + " " + target + " HTTP/1.1", key + framing);
      }
      exchange("GET", "GET " + target + " HTTP/1.0", framing);
    }
    assertThat(get(Fixture.path(Fixture.CONTAINER), "X-Api-Key", fixture.key).statusCode())
        .as("the container that the smuggled requests would delete")
        .isEqualTo(200);
  }

  private void exchange(String method, String line, String headers) throws IOException {
    String smuggled = SMUGGLED + fixture.key + "\r\n\r\n";
    boolean chunked = headers.toLowerCase(Locale.ROOT).contains("chunked");
    String body =
        chunked
            ? Integer.toHexString(smuggled.length()) + "\r\n" + smuggled + "\r\n0\r\n\r\n"
            : smuggled;
    String next = "GET /v1/whoami HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n";
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          line
              + "\r\nHost: a\r\n"
              + headers.replace("LENGTH", String.valueOf(body.length()))
              + "\r\n"
              + body
              + next);
      client.endOutput();
      RawClient.Response first = client.read(method);
      while (first != null && first.status() == 100) {
        first = client.read(method);
      }
      if (first == null) {
        throw new AssertionError("no answer to " + line + " with " + headers);
      }
      RawClient.Response second = client.read("GET");
      if (first.header("Connection").equals("close")) {
        assertThat(second).as("%s with %s", line, headers).isNull();
      }
      if (second != null) {
        assertThat(second.body()).as("%s with %s", line, headers).contains(fixture.keyId.value());
        assertThat(client.read("GET")).as("%s with %s", line, headers).isNull();
      }
    }
  }
}
