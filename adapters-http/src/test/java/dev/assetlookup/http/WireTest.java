package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests over a real socket share: a running server over a fixture, and a client. */
abstract class WireTest {
  final Fixture fixture = new Fixture();
  final StandaloneServer server = server();
  // Of requests that are meant to be refused.
  private final CapturedLog listenerLog = new CapturedLog(Listener.class);
  private final HttpClient client = OpenApiClient.ofServer();

  StandaloneServer server() {
    return new StandaloneServer("127.0.0.1", 0, fixture.api());
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop();
    listenerLog.close();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(method, path, BodyPublishers.noBody(), headers);
  }

  /** With the key that may do everything, and a body of JSON. */
  HttpResponse<String> sendJson(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-Api-Key", fixture.key, "Content-Type", "application/json"));
    return send(method, path, BodyPublishers.ofString(body), all.toArray(String[]::new));
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return String.join(" | ", response.headers().allValues(name));
  }

  /** All of a response but what is new in each: to compare two. */
  static Object withoutRequestId(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    String requestId = headers.put("x-request-id", List.of("")).getFirst();
    headers.remove("date");
    return List.of(response.statusCode(), headers, response.body().replace(requestId, ""));
  }

  /** Which places of the request are wrong, in order, with the reasons. */
  static List<String> validationErrors(HttpResponse<String> response) {
    JsonNode error = json(response.body()).path("error");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(error.path("code").textValue()).isEqualTo("VALIDATION");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    List<String> errors = new ArrayList<>();
    for (JsonNode one : error.at("/details/errors")) {
      String place =
          one.has("pointer") ? one.path("pointer").textValue() : one.path("parameter").textValue();
      errors.add(place + " " + one.path("reason").textValue());
    }
    assertThat(errors).isNotEmpty();
    return errors;
  }

  static void assertError(HttpResponse<String> response, int status, String code, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":{\"code\":\""
                + code
                + "\",\"message\":\""
                + message
                + "\",\"requestId\":\""
                + header(response, "X-Request-Id")
                + "\"}}");
    assertErrorHeaders(
        header(response, "X-Request-Id"),
        header(response, "Content-Type"),
        header(response, "Cache-Control"),
        header(response, "X-Content-Type-Options"));
  }

  static void assertEnvelope(RawClient.Response response, int status, String code) {
    assertThat(response.status()).isEqualTo(status);
    assertEnvelope(response);
    assertThat(json(response.body()).at("/error/code").textValue()).isEqualTo(code);
  }

  static void assertEnvelope(RawClient.Response response) {
    assertErrorHeaders(
        response.header("X-Request-Id"),
        response.header("Content-Type"),
        response.header("Cache-Control"),
        response.header("X-Content-Type-Options"));
    JsonNode error = json(response.body()).path("error");
    assertThat(error.path("code").asText()).matches("[A-Z][A-Z0-9_]{0,63}");
    assertThat(error.path("message").asText()).isNotBlank().doesNotContain("xception");
    assertThat(error.path("requestId").asText()).isEqualTo(response.header("X-Request-Id"));
    assertThat(error.size()).isEqualTo(3);
  }

  private static void assertErrorHeaders(
      String requestId, String contentType, String cacheControl, String contentTypeOptions) {
    assertThat(requestId).matches("req_[0-7][0-9A-HJKMNP-TV-Z]{25}");
    assertThat(contentType).isEqualTo("application/json; charset=utf-8");
    assertThat(cacheControl).isEqualTo("no-store");
    assertThat(contentTypeOptions).isEqualTo("nosniff");
  }

  static JsonNode json(String body) {
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }
}
