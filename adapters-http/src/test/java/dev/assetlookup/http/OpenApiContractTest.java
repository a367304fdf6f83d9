package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.http.OpenApiContract.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Planted breaches of the OpenAPI document, each of which has to be noticed. */
class OpenApiContractTest {
  private static final OpenApiContract CONTRACT = OpenApiContract.PUBLISHED;
  private static final String REQUEST_ID = "req_01HXZ9G7KMV2QX8Y1S5RJW3B7T";
  private static final String PAIRS = "{\"assets\":[]}";

  private static final Answer ASSET =
      new Answer("GET", Fixture.VIDEO_PATH, 200, Fixture.CLIP_JSON)
          .with("Cache-Control", "private, no-cache")
          .with("ETag", "\"0123456789abcdef0123456789abcdef\"");
  private static final Answer NOT_FOUND = error("GET", Fixture.VIDEO_PATH, 404, "NOT_FOUND");
  private static final Answer UNAVAILABLE =
      error("GET", "/v1/whoami", 503, "STORAGE_UNAVAILABLE").with("Retry-After", "1");
  private static final Answer KILLED =
      error("GET", "/v1/whoami", 503, "KILL_SWITCH").details("{\"scope\":\"key\"}");
  private static final Answer NOT_ALLOWED =
      error("PATCH", "/v1/content/x", 405, "METHOD_NOT_ALLOWED")
          .with("Allow", "GET, HEAD, PUT, DELETE");
  private static final Answer UNCHANGED = ASSET.status(304).body("").without("Content-Type");
  private static final Answer NO_ROUTE = error("GET", "/v1/whoami/", 404, "NOT_FOUND");
  private static final Answer INVALID =
      error("GET", "/v1/content?limit=0", 422, "VALIDATION")
          .details("{\"errors\":[{\"parameter\":\"limit\",\"reason\":\"is not 1 to 200\"}]}");
  private static final Answer BATCH =
      new Answer(
              "POST",
              "/v1/assets:batchGet",
              200,
              "{\"items\":[{\"containerId\":\"a\",\"assetId\":\"b\",\"status\":\"not_found\","
                  + "\"reason\":\"container_not_found\"}]}")
          .with("Cache-Control", "no-store")
          .requestBody(PAIRS);
  private static final Answer PAGE =
      ASSET.target("/v1/content?limit=200").body("{\"items\":[],\"nextCursor\":null}");

  static List<Named<Answer>> good() {
    return List.of(
        named("asset", ASSET),
        named("HEAD", ASSET.method("HEAD").body("")),
        named("304", UNCHANGED),
        named("404", NOT_FOUND),
        named("404 with more", NOT_FOUND.details("{\"reason\":\"container_deleted\"}")),
        named(
            "404 with what stands in its place",
            NOT_FOUND.details(
                "{\"reason\":\"superseded\",\"supersededAt\":\"2026-04-17T13:10:00Z\","
                    + "\"currentAsset\":null}")),
        named("405", NOT_ALLOWED),
        named("422", INVALID),
        named("503", UNAVAILABLE),
        named("503, killed", KILLED),
        named("batch", BATCH),
        named("page", PAGE),
        named("no route", NO_ROUTE),
        named(
            "a route that this server lacks",
            NO_ROUTE.target("/v1/content").replace("For people\\.", "No such route.")),
        named("unknown request", NO_ROUTE.method(null)));
  }

  static List<Named<Answer>> bad() {
    return List.of(
        named("further field", ASSET.replace("^.", "{\"x\":1,")),
        named("missing field", ASSET.replace(",\"thumbnailUrl\":\"[^\"]*\"", "")),
        named("wrong type", ASSET.replace("1080", "\"1080\"")),
        named("null", ASSET.replace("1080", "null")),
        named("fraction", ASSET.replace("1080", "0.5")),
        named("out of range", ASSET.replace("1080", "0")),
        named("other zone", ASSET.replace("500Z", "500+00:00")),
        named("no time", ASSET.replace("2999-04", "2999-13")),
        named("field twice", ASSET.replace("\\{", "{\"assetId\":\"clip\",")),
        named("more after the end", ASSET.replace("}$", "}{}")),
        named("no JSON", ASSET.body("asset")),
        named("no body", ASSET.body("")),
        named("status that is not there", ASSET.status(206)),
        named("status of another operation", NOT_FOUND.target("/v1/whoami")),
        named("missing header", ASSET.without("ETag")),
        named("no request id", ASSET.without("X-Request-Id")),
        named("bad request id", ASSET.with("X-Request-Id", "req_1")),
        named("wrong header", ASSET.with("Cache-Control", "no-store")),
        named("header twice", ASSET.twice("X-Content-Type-Options")),
        named("header that is not there", ASSET.with("Server", "x")),
        named("other content type", ASSET.with("Content-Type", "application/json")),
        named("HEAD with a body", ASSET.method("HEAD")),
        named("304 with a body", UNCHANGED.body("{}")),
        named("304 with a type", UNCHANGED.with("Content-Type", "application/json")),
        named("method that is not there", ASSET.method("POST")),
        named("405 that allows what it refuses", NOT_ALLOWED.method("PUT")),
        named("405 that allows too much", NOT_ALLOWED.with("Allow", "GET, POST")),
        named("405 without Allow", NOT_ALLOWED.without("Allow")),
        named("code of another status", NOT_FOUND.replace("NOT_FOUND", "CONFLICT")),
        named("malformed code", NO_ROUTE.replace("NOT_FOUND", "not found")),
        named("empty message", NOT_FOUND.replace("For people\\.", "")),
        named("two request ids", NOT_FOUND.replace("B7T", "B7V")),
        named("other reason", NOT_FOUND.details("{\"reason\":\"gone\"}")),
        named("half of the details", NOT_FOUND.details("{\"reason\":\"superseded\"}")),
        named(
            "details of an asset for a container",
            NOT_FOUND
                .target("/v1/content/" + Fixture.CONTAINER)
                .details(
                    "{\"reason\":\"superseded\",\"supersededAt\":\"2026-04-17T13:10:00Z\","
                        + "\"currentAsset\":null}")),
        named("details of another code", NOT_FOUND.details("{\"scope\":\"key\"}")),
        named("details too many", UNAVAILABLE.target("/v1/content").details("{}")),
        named("details that are not there", NO_ROUTE.details("{\"reason\":\"x\"}")),
        named("further detail", KILLED.replace("\"scope\"", "\"x\":1,\"scope\"")),
        named("no details", INVALID.replace(",\"details\".*", "}}")),
        named("place of no kind", INVALID.replace("parameter", "place")),
        named("no pointer", INVALID.replace("parameter", "pointer")),
        named("two places", INVALID.replace("\"reason\"", "\"pointer\":\"\",\"reason\"")),
        named("no Retry-After", UNAVAILABLE.without("Retry-After")),
        named("further field in a list", BATCH.replace("\"reason\"", "\"x\":1,\"reason\"")),
        named("fields of another status", BATCH.replace("not_found\",", "found\",")),
        named("unknown status", BATCH.replace("not_found\",", "lost\",")),
        named("unknown reason", BATCH.replace("container_not_found", "lost")),
        named("no reason", BATCH.replace(",\"reason\":\"[^\"]*\"", "")),
        named("body that no client should send", BATCH.requestBody("{\"assets\":[],\"x\":1}")),
        named("body that is no JSON", BATCH.requestBody("")),
        named("parameter out of range", PAGE.target("/v1/content?limit=201")),
        named("parameter of no value", PAGE.target("/v1/content?status=done")),
        named("id of another form", ASSET.target("/v1/content/CNT_1/assets/clip")),
        named("something where no route is", ASSET.target("/v1/content//x")),
        named("no request id where no route is", NO_ROUTE.without("X-Request-Id")),
        named("success of an unknown request", ASSET.method(null)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void what_the_document_says_passes(Answer answer) {
    CONTRACT.check(answer.exchange());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void what_it_does_not_say_is_noticed(Answer answer) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> CONTRACT.check(answer.exchange()))
        .withMessageContaining("OpenAPI document");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_further_field_is_noticed_in_every_object(String schema, JsonNode example) {
    assertThat(CONTRACT.violations(schema, example)).isEmpty();
    for (ObjectNode object : objects(example)) {
      object.put("planted", 1);
      assertThat(CONTRACT.violations(schema, example)).isNotEmpty();
      object.remove("planted");
    }
  }

  static Stream<Object[]> examples() {
    return OpenApiDocumentTest.examples()
        .filter(example -> example.schema().endsWith("/schema"))
        .filter(example -> example.value().isObject())
        .map(example -> new Object[] {example.schema(), example.value().deepCopy()});
  }

  private static List<ObjectNode> objects(JsonNode node) {
    List<ObjectNode> objects = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> objects.addAll(objects(child)));
    return objects;
  }

  @Test
  void no_test_talks_to_a_server_past_the_check() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      // What a proxy answers is not ours to check; the fuzzer has rules of its own; and the check
      // would keep fifty bodies of 8 MiB.
      assertThat(files.filter(OpenApiContractTest::connects).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "OpenApiClient.java",
              "RawClient.java",
              "ProxiesTest.java",
              "FuzzTest.java",
              "LargeBodiesTest.java");
    }
  }

  private static boolean connects(Path file) {
    try {
      return file.toString().endsWith(".java")
          && Files.readString(file)
              .matches("(?s).*(HttpClient\\.new|new Socket\\(|openConnection\\().*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer error(String method, String target, int status, String code) {
    return new Answer(
            method,
            target,
            status,
            "{\"error\":{\"code\":\""
                + code
                + "\",\"message\":\"For people.\",\"requestId\":\""
                + REQUEST_ID
                + "\"}}")
        .with("Cache-Control", "no-store");
  }

  /** An exchange, and ways to alter it. */
  record Answer(Exchange exchange) {
    Answer(String method, String target, int status, String body) {
      this(
          new Exchange(
              method,
              target,
              "",
              status,
              Map.of(
                  "X-Request-Id", List.of(REQUEST_ID),
                  "X-Content-Type-Options", List.of("nosniff"),
                  "Content-Type", List.of("application/json; charset=utf-8")),
              body));
    }

    private Answer headers(Map<String, List<String>> headers) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(e.method(), e.target(), e.requestBody(), e.status(), headers, e.body()));
    }

    Answer with(String header, String... values) {
      Map<String, List<String>> headers = new TreeMap<>(exchange.headers());
      headers.put(header, List.of(values));
      return headers(headers);
    }

    Answer twice(String header) {
      String value = exchange.values(header).getFirst();
      return with(header, value, value);
    }

    Answer without(String header) {
      Map<String, List<String>> headers = new TreeMap<>(exchange.headers());
      headers.remove(header);
      return headers(headers);
    }

    Answer method(@Nullable String method) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(method, e.target(), e.requestBody(), e.status(), e.headers(), e.body()));
    }

    Answer target(String target) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(e.method(), target, e.requestBody(), e.status(), e.headers(), e.body()));
    }

    Answer requestBody(String body) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(e.method(), e.target(), body, e.status(), e.headers(), e.body()));
    }

    Answer status(int status) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(e.method(), e.target(), e.requestBody(), status, e.headers(), e.body()));
    }

    Answer body(String body) {
      Exchange e = exchange;
      return new Answer(
          new Exchange(e.method(), e.target(), e.requestBody(), e.status(), e.headers(), body));
    }

    Answer replace(String regex, String replacement) {
      String altered = exchange.body().replaceFirst(regex, replacement);
      assertThat(altered).isNotEqualTo(exchange.body());
      return body(altered);
    }

    Answer details(String details) {
      return replace("}}$", ",\"details\":" + details + "}}");
    }
  }
}
