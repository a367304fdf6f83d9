package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.TierRates;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.http.OpenApiContract.Operation;
import dev.assetlookup.json.ChangeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the OpenAPI document lists is really answered. The other way round, that nothing else
 * is, all wire tests see to.
 */
class OpenApiStatusesTest extends WireTest {
  private static final LimitRules RULES =
      new LimitRules(
          Map.of(
              RateLimitTier.STANDARD, TierRates.of(1, 1, 1),
              RateLimitTier.PILOT, TierRates.UNLIMITED,
              RateLimitTier.PARTNER, TierRates.UNLIMITED),
          null,
          null,
          1);

  private final CapturedLog log = new CapturedLog(ContentApi.class);
  private volatile @Nullable RuntimeException fault;
  private volatile boolean contended;
  private final AtomicInteger published = new AtomicInteger();

  @Override
  StandaloneServer server() {
    AuthenticateKey keys =
        AuthenticateKey.over(
            id -> {
              RuntimeException thrown = fault;
              if (thrown != null) {
                throw thrown;
              }
              return fixture.store.findKey(id);
            });
    return new StandaloneServer(
        "127.0.0.1", 0, fixture.api(new GuardedStore(fixture.store, this::interfere), keys, RULES));
  }

  /** Another writer, who is always faster. */
  private void interfere() {
    if (contended) {
      fixture.publish(Fixture.CONTAINER, Fixture.slide(published.incrementAndGet()));
    }
  }

  @AfterEach
  void release() {
    log.close();
  }

  static Stream<Arguments> listed() {
    return OpenApiContract.PUBLISHED.operations().stream()
        .flatMap(
            operation ->
                operation.statuses().stream()
                    .map(status -> Arguments.of(operation.id(), status, operation)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("listed")
  void every_status_of_every_operation_is_answered(String id, int status, Operation operation)
      throws IOException {
    Request request = new Request(operation, key(operation));
    switch (status) {
      case 200, 204 -> {}
      case 201 -> request.container = Fixture.UNKNOWN;
      case 304 -> request.headers.put("If-None-Match", "*");
      case 400 -> request.query = "?%zz";
      case 401 -> request.headers.remove("X-Api-Key");
      case 403 -> request.headers.put("X-Layers-Organization", "org_another");
      case 404 -> {
        // For a PUT it has to be there, for others than this key.
        if (operation.method().equals("PUT")) {
          request.headers.put("X-Api-Key", fixture.boundKey);
          request.body("{\"projectId\":\"launch\",\"assets\":[]}");
          break;
        }
        request.container = Fixture.UNKNOWN;
        request.apiKey = "AAAAAAAAAAAAAAAA";
      }
      case 405 -> request.method = "PATCH";
      case 409 -> {
        contended = true;
        fixture.management.revoke(new ApiKeyId(request.apiKey));
      }
      case 410 ->
          request.query =
              "?after=" + ChangeToken.write(Fixture.ACME, new LogPosition(9_999, Instant.EPOCH));
      case 412 -> request.headers.put("If-Match", "\"another\"");
      case 413 -> request.headers.put("Content-Length", "9999999999");
      case 414 -> request.query = "?" + "a".repeat(5_000);
      case 415 -> request.headers.put("Content-Type", "text/plain");
      case 422 -> {
        request.container = "nope";
        request.apiKey = "nope";
        request.query = "?limit=0";
        request.body("{}");
      }
      case 429 -> {
        // The one operation that has another reason, too.
        if (operation.method().equals("PUT")) {
          fixture.supersedeTooMuch();
          break;
        }
        request.headers.put("X-Api-Key", fixture.slowKey);
        assertThat(answer(request).status()).isNotEqualTo(429);
      }
      case 431 -> request.headers.put("X-Filler", "a".repeat(20_000));
      case 500 -> fault = new IllegalStateException("planted");
      case 501 -> {
        request.headers.remove("Content-Length");
        request.headers.put("Transfer-Encoding", "gzip, chunked");
      }
      case 503 -> fault = new StoreUnavailableException("planted", new IOException("planted"));
      case 505 -> request.version = "HTTP/1.2";
      default -> throw new AssertionError("no request of this test gets a " + status);
    }
    assertThat(answer(request).status()).isEqualTo(status);
  }

  private String key(Operation operation) {
    return operation.path().startsWith("/v1/api-keys") ? fixture.managerKey : fixture.key;
  }

  static Stream<Arguments> operations() {
    return OpenApiContract.PUBLISHED.operations().stream()
        .map(operation -> Arguments.of(operation.id(), operation));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void the_scope_that_a_key_lacks_is_the_one_in_the_description(String id, Operation operation)
      throws IOException {
    RawClient.Response response = answer(new Request(operation, fixture.scopelessKey));
    Matcher described =
        Pattern.compile("Needs the scope `(.*)`")
            .matcher(operation.node().path("description").asText());
    if (described.find()) {
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).contains("lacks the scope " + described.group(1) + ".");
    } else {
      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void the_document_is_served_as_it_is_and_without_a_key() {
    assertThat(get("/v1/openapi.json").body())
        .isEqualTo(new String(OpenApiDocument.bytes(), StandardCharsets.UTF_8));
  }

  static Stream<Arguments> readable() {
    return OpenApiContract.PUBLISHED.operations().stream()
        .filter(operation -> operation.method().equals("GET"))
        .map(operation -> Arguments.of(operation.id(), operation));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void every_get_is_also_a_head(String id, Operation operation) throws IOException {
    Request request = new Request(operation, key(operation));
    RawClient.Response get = answer(request);
    request.method = "HEAD";
    RawClient.Response head = answer(request);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(stable(head.headers())).isEqualTo(stable(get.headers()));
  }

  private static Map<String, List<String>> stable(Map<String, List<String>> headers) {
    Map<String, List<String>> stable = new TreeMap<>(headers);
    stable.remove("date");
    stable.remove("x-request-id");
    return stable;
  }

  static Stream<Arguments> unlisted() {
    List<Operation> operations = OpenApiContract.PUBLISHED.operations();
    return operations.stream()
        .map(Operation::path)
        .distinct()
        .flatMap(
            path -> {
              List<String> listed = new ArrayList<>();
              operations.stream()
                  .filter(operation -> operation.path().equals(path))
                  .forEach(operation -> listed.add(operation.method()));
              if (listed.contains("GET")) {
                listed.add("HEAD");
              }
              return Stream.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE")
                  .filter(method -> !listed.contains(method))
                  .map(method -> Arguments.of(method, path, listed));
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("unlisted")
  void every_other_method_is_not_allowed(String method, String path, List<String> listed)
      throws IOException {
    Operation any =
        OpenApiContract.PUBLISHED.operations().stream()
            .filter(operation -> operation.path().equals(path))
            .findFirst()
            .orElseThrow();
    Request request = new Request(any, fixture.key);
    request.method = method;
    RawClient.Response response = answer(request);
    assertThat(response.status()).isEqualTo(405);
    assertThat(new TreeSet<>(Arrays.asList(response.header("Allow").split(", "))))
        .isEqualTo(new TreeSet<>(listed));
  }

  private RawClient.Response answer(Request request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(request.toString());
      return Objects.requireNonNull(client.read(request.method));
    }
  }

  /** A request that succeeds, made after the document, for a test to spoil. */
  private static final class Request {
    private final String path;
    private final Map<String, String> headers = new TreeMap<>();
    private String method;
    private String container = Fixture.CONTAINER;
    private String apiKey = "READERAAAAAAAAAA";
    private String query = "";
    private String body = "";
    private String version = "HTTP/1.1";

    Request(Operation operation, String key) {
      this.method = operation.method();
      this.path = operation.path();
      JsonNode security = operation.node().path("security");
      if (!security.isArray() || !security.isEmpty()) {
        headers.put("X-Api-Key", key);
      }
      JsonNode content = operation.node().at("/requestBody/content/application~1json");
      if (!content.isMissingNode()) {
        headers.put("Content-Type", "application/json");
        body(content.findValue("value").toString());
      }
    }

    void body(String text) {
      if (headers.containsKey("Content-Type")) {
        body = text;
        headers.put("Content-Length", "" + text.getBytes(StandardCharsets.UTF_8).length);
      }
    }

    @Override
    public String toString() {
      StringBuilder message = new StringBuilder(method).append(' ');
      message
          .append(
              path.replace("{containerId}", container)
                  .replace("{assetId}", "clip")
                  .replace("{projectId}", "launch")
                  .replace("{apiKeyId}", apiKey))
          .append(query)
          .append(" " + version + "\r\nHost: localhost\r\n");
      headers.forEach(
          (name, value) -> message.append(name).append(": ").append(value).append("\r\n"));
      return message.append("\r\n").append(body).toString();
    }
  }
}
