package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.http.FuzzedRequest.Source;
import dev.assetlookup.http.FuzzedRequest.Subject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Requests made up at random, in random pieces and several on a connection. Each that has a form
 * gets one answer; what comes back is well-formed, whatever was sent; no body becomes a request;
 * nothing is unforeseen; and the connection comes to its end.
 *
 * <p>{@code -Dfuzz.requests=1000000 -Dfuzz.seed=7} for more of them, and others.
 */
final class FuzzTest extends WireTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 8_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1L);
  private static final int MOST_ON_A_CONNECTION = 5;

  /** Longer than any answer takes, so a server that exceeds it hangs. */
  private static final int STUCK_MILLIS = 60_000;

  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final Set<String> requestIds = new HashSet<>();

  @Test
  void whatever_is_sent_answers_are_well_formed_and_no_body_becomes_a_request() throws IOException {
    String sentinel = Fixture.path(Fixture.CONTAINER);
    String smuggled =
        "DELETE " + sentinel + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n";
    Source source = new Source(SEED, new Subject(keys(), targets(), smuggled));
    long sent = 0;
    while (sent < REQUESTS) {
      List<FuzzedRequest> requests = new ArrayList<>();
      do {
        requests.add(source.next());
      } while (requests.getLast().wellFormed()
          && requests.size() < MOST_ON_A_CONNECTION
          && source.random().nextInt(4) != 0);
      sent += requests.size();
      try {
        exchange(requests, source.random());
      } catch (AssertionError | IOException | RuntimeException e) {
        throw new AssertionError(e.getMessage() + "\n" + described(requests), e);
      }
    }
    assertThat(get(sentinel, "X-Api-Key", fixture.key).statusCode())
        .as("the container that the smuggled requests would delete")
        .isEqualTo(200);
    assertThat(statuses.keySet())
        .contains(200, 201, 400, 401, 403, 404, 405, 414, 415, 422, 431)
        .doesNotContain(500);
    System.getLogger(FuzzTest.class.getName())
        .log(System.Logger.Level.INFO, sent + " requests with seed " + SEED + ": " + statuses);
  }

  private List<String> keys() {
    return List.of(
        fixture.key,
        fixture.key,
        fixture.readerKey,
        fixture.writerKey,
        fixture.scopelessKey,
        fixture.foreignKey,
        "nonsense");
  }

  /** No request but a smuggled one deletes or replaces the sentinel. */
  private static List<String> targets() {
    List<String> targets =
        new ArrayList<>(
            List.of(
                Fixture.VIDEO_PATH,
                Fixture.SLIDE_PATH,
                Fixture.path(Fixture.DELETED),
                Fixture.path(Fixture.FOREIGN),
                "/v1/content",
                "/v1/projects/p/content",
                "/v1/assets:batchGet",
                "/v1/openapi.json",
                "/v1/whoami",
                "/nope",
                "/"));
    IntStream.range(0, 9)
        .mapToObj("cnt_00000000-0000-4000-8000-00000000000%d"::formatted)
        .forEach(container -> targets.add(Fixture.path(container)));
    return targets;
  }

  private void exchange(List<FuzzedRequest> requests, Random random) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(STUCK_MILLIS);
      socket.setTcpNoDelay(true);
      send(requests, socket, random);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (FuzzedRequest request : requests) {
        Answer answer = answer(in, request.method().equals("HEAD"));
        if (answer == null) {
          assertThat(request.wellFormed()).as("an answer has to come").isFalse();
          return;
        }
        if (!answer.staysOpen()) {
          assertThat(in.read()).as("said that it closes").isNegative();
          return;
        }
      }
      // What was not well-formed may have been several requests, or the end of one.
      while (in.available() > 0 || !requests.getLast().wellFormed()) {
        assertThat(requests.getLast().wellFormed()).as("more answers than requests").isFalse();
        if (answer(in, false) == null) {
          return;
        }
      }
      assertThat(in.read()).as("more than the answers").isNegative();
    }
  }

  private static void send(List<FuzzedRequest> requests, Socket socket, Random random)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    requests.forEach(request -> all.writeBytes(request.bytes()));
    byte[] bytes = all.toByteArray();
    try {
      OutputStream out = socket.getOutputStream();
      int pieces = random.nextInt(8) == 0 ? 1 + random.nextInt(5) : 1;
      int at = 0;
      for (int left = pieces; left > 1; left--) {
        int size = random.nextInt(bytes.length - at);
        out.write(bytes, at, size);
        at += size;
      }
      out.write(bytes, at, bytes.length - at);
      socket.shutdownOutput();
    } catch (SocketException e) {
      // Closed by the server, whose answers can still be read.
    }
  }

  private record Answer(int status, boolean staysOpen) {}

  /** The final answer to a request, checked; null at the end of the stream. */
  private @Nullable Answer answer(InputStream in, boolean head) throws IOException {
    while (true) {
      String line = line(in);
      if (line == null) {
        return null;
      }
      assertThat(line).matches("HTTP/1\\.[01] [1-5][0-9][0-9] [ -~]+");
      int status = Integer.parseInt(line.substring(9, 12));
      Map<String, String> headers = headers(in);
      if (status == 100) {
        assertThat(headers).isEmpty();
        continue;
      }
      byte[] body = body(in, head, status, headers);
      statuses.merge(status, 1L, Long::sum);
      check(status, headers, body, head);
      return new Answer(status, !"close".equalsIgnoreCase(headers.get("connection")));
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); ; line = line(in)) {
      if (line == null) {
        throw new AssertionError("an answer ends within its head");
      }
      if (line.isEmpty()) {
        return headers;
      }
      assertThat(line).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\\x20-\\x7e]*");
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      assertThat(headers.put(name, line.substring(colon + 2))).as(name).isNull();
    }
  }

  private static byte[] body(InputStream in, boolean head, int status, Map<String, String> headers)
      throws IOException {
    assertThat(headers).doesNotContainKey("transfer-encoding");
    String length = headers.get("content-length");
    if (status == 204 || status == 304) {
      assertThat(length).isNull();
      return new byte[0];
    }
    assertThat(length).matches("[0-9]{1,9}");
    byte[] body = in.readNBytes(head ? 0 : Integer.parseInt(length));
    assertThat(body.length).isEqualTo(head ? 0 : Integer.parseInt(length));
    return body;
  }

  private void check(int status, Map<String, String> headers, byte[] body, boolean head) {
    String requestId = headers.getOrDefault("x-request-id", "");
    assertThat(requestId).matches("req_[0-7][0-9A-HJKMNP-TV-Z]{25}");
    assertThat(requestIds.add(requestId)).isTrue();
    assertThat(status).isNotEqualTo(500);
    if (status >= 400 && body.length > 0) {
      JsonNode error = json(new String(body, StandardCharsets.UTF_8)).path("error");
      assertThat(error.path("code").asText()).matches("[A-Z][A-Z0-9_]{0,63}");
      assertThat(error.path("message").asText()).isNotBlank().doesNotContain("xception");
      assertThat(error.path("requestId").asText()).isEqualTo(requestId);
    } else if (status >= 400) {
      assertThat(head).as("an error has a body").isTrue();
    }
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = -1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        assertThat(last).as("the line ends in CR LF: " + line).isEqualTo('\r');
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 1);
      }
      line.write(b);
      last = b;
    }
    assertThat(line.size()).as("half a line: " + line).isZero();
    return null;
  }

  private static String described(List<FuzzedRequest> requests) {
    StringBuilder text = new StringBuilder("seed " + SEED + ", on one connection:");
    for (FuzzedRequest request : requests) {
      text.append("\n--- ").append(request.wellFormed() ? "well-formed" : "broken").append('\n');
      request
          .text()
          .chars()
          .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : "\\x%02x".formatted(c))
          .forEach(text::append);
    }
    return text.toString();
  }
}
