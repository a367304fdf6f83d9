package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating and replacing containers. */
class PublishRequestsTest extends WireTest {
  private static final String NEW = "cnt_00000000-0000-4000-8000-000000000abc";
  private static final String PATH = Fixture.path(NEW);
  private static final String CHANGED =
      "What is stored is not what the request's If-Match or" + " If-None-Match expects.";

  @Test
  void a_new_container_is_created_with_every_field_and_answered_as_it_is_read() {
    String body =
        """
        {"projectId":"p.1","status":"processing","format":"carousel","creativeType":"multi","caption":"c","firstComment":"f",
         "approvalStatus":"pending","createdAt":"2026-04-17T13:10:00.000001Z",
         "completedAt":"2026-04-18T02:00:00+02:00","lastError":"e",
         "assets":[{"assetId":"mine","url":"https://media.example.com/a.mp4","kind":"video",
           "thumbnailUrl":"https://media.example.com/a.jpg","mimeType":"video/mp4","sizeBytes":1,
           "durationMs":2,"width":3,"height":4,"checksumSha256":"%s",
           "expiresAt":"2999-01-01T00:00:00Z"},{"url":"https://media.example.com/b.png"}]}
        """
            .formatted(Fixture.CHECKSUM);
    HttpResponse<String> created = sendJson("PUT", PATH, body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(header(created, "Cache-Control")).isEqualTo("private, no-cache");
    HttpResponse<String> read = get(PATH, "X-Api-Key", fixture.key);
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(header(read, "ETag")).isEqualTo(header(created, "ETag"));
    JsonNode container = json(read.body());
    assertThat(container.path("id").textValue()).isEqualTo(NEW);
    for (String field :
        List.of(
            "projectId p.1",
            "status processing",
            "format carousel",
            "creativeType multi",
            "caption c",
            "firstComment f",
            "approvalStatus pending",
            "createdAt 2026-04-17T13:10:00.000001Z",
            "completedAt 2026-04-18T00:00:00Z",
            "lastError e")) {
      String[] nameAndValue = field.split(" ", -1);
      assertThat(container.path(nameAndValue[0]).textValue()).isEqualTo(nameAndValue[1]);
    }
    assertThat(container.at("/assets/0/assetId").textValue()).isEqualTo("mine");
    assertThat(container.at("/assets/0/checksumSha256").textValue()).isEqualTo(Fixture.CHECKSUM);
    assertThat(container.at("/assets/1/assetId").textValue()).isEqualTo("b");
    assertThat(container.path("primaryAsset")).isEqualTo(container.at("/assets/0"));
  }

  @Test
  void a_replace_is_answered_200_and_keeps_the_ids_of_urls_that_stay() {
    put(PATH, set("a.png", "b.png"), 201);
    JsonNode replaced = json(put(PATH, set("b.png", "c.png"), 200).body());
    assertThat(replaced.path("assets"))
        .extracting(asset -> asset.path("assetId").textValue())
        .containsExactly("b", "c");
    assertThat(replaced.path("createdAt").textValue())
        .as("of the first time")
        .isEqualTo("2026-04-17T13:10:00.123456Z");
  }

  @Test
  void repeating_a_put_changes_nothing() {
    String first = header(put(PATH, set("a.png"), 201), "ETag");
    Container stored = stored(NEW).orElseThrow();
    fixture.now.updateAndGet(now -> now.plusSeconds(60));
    assertThat(header(put(PATH, set("a.png"), 200), "ETag")).isEqualTo(first);
    assertThat(stored(NEW)).contains(stored);
  }

  @Test
  void the_organization_is_the_key_s_and_nobody_else_s_container_is_touched() {
    put(Fixture.path(Fixture.FOREIGN), set("mine.png"), 201);
    assertThat(
            get(Fixture.path(Fixture.FOREIGN, "slide-1"), "X-Api-Key", fixture.foreignKey)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            get(Fixture.path(Fixture.FOREIGN, "mine"), "X-Api-Key", fixture.foreignKey)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_deleted_container_can_be_created_anew_and_its_old_ids_stay_gone() {
    put(Fixture.path(Fixture.DELETED), set("other.png"), 201, "If-None-Match", "*");
    assertError(
        get(Fixture.path(Fixture.DELETED, "slide-1"), "X-Api-Key", fixture.key),
        404,
        "NOT_FOUND",
        "Asset not on this container.");
  }

  @Test
  void if_none_match_star_creates_only() {
    put(PATH, set("a.png"), 201, "If-None-Match", "*");
    assertError(
        putAny(PATH, set("b.png"), "If-None-Match", "*"), 412, "PRECONDITION_FAILED", CHANGED);
    assertThat(ids(NEW)).containsExactly("a");
  }

  @Test
  void if_match_replaces_only_what_was_read() {
    String tag = header(put(PATH, set("a.png"), 201), "ETag");
    String next = header(put(PATH, set("b.png"), 200, "If-Match", tag), "ETag");
    assertError(putAny(PATH, set("c.png"), "If-Match", tag), 412, "PRECONDITION_FAILED", CHANGED);
    assertThat(ids(NEW)).containsExactly("b");
    put(PATH, set("c.png"), 200, "If-Match", "\"x\", " + next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent | If-Match | * | 412",
        "absent | If-Match | \"x\" | 412",
        "absent | If-None-Match | \"x\" | 201",
        "present | If-Match | * | 200",
        "present | If-Match | W/TAG | 412",
        "present | If-Match | TAG,TAG | 200",
        "present | If-Match | nonsense | 412",
        "present | If-Match | '' | 412",
        "present | If-None-Match | TAG | 412",
        "present | If-None-Match | W/TAG | 412",
        "present | If-None-Match | \"x\" | 200",
      })
  void conditions_are_those_of_the_rfc(String state, String name, String value, int status) {
    String tag = state.equals("present") ? header(put(PATH, set("a.png"), 201), "ETag") : "";
    HttpResponse<String> response = putAny(PATH, set("b.png"), name, value.replace("TAG", tag));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  @Test
  void both_conditions_must_hold() {
    String tag = header(put(PATH, set("a.png"), 201), "ETag");
    assertThat(putAny(PATH, set("b.png"), "If-Match", tag, "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    put(PATH, set("b.png"), 200, "If-Match", tag, "If-None-Match", "\"x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"createdAt", "completedAt"})
  void a_time_of_another_year_is_reported_with_its_field(String field) {
    String body = "{\"" + field + "\":\"1969-12-31T23:59:59Z\",\"assets\":[]}";
    assertThat(validationErrors(putAny(PATH, body)))
        .containsExactly("/" + field + " is outside the years 1970 to 9999");
    put(PATH, body.replace("1969-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999Z"), 201);
  }

  @Test
  void each_problem_names_its_own_field() {
    String body =
        """
        {"projectId":"a b","format":"%s","creativeType":"%s","caption":"%s","firstComment":"\\u0000",
         "completedAt":"1969-12-31T23:59:59Z","lastError":"%s",
         "assets":[{"url":"https://media.example.com/a.png","sizeBytes":-1,"durationMs":-1,
           "width":0,"height":1.5},{"width":1e10,"height":1e999999,"sizeBytes":"1"}]}
        """
            .formatted(
                "f".repeat(65), "t".repeat(65), "\uD83D\uDE00".repeat(10_001), "e".repeat(2_001));
    assertThat(validationErrors(putAny(PATH, body)))
        .extracting(error -> error.substring(0, error.indexOf(' ')))
        .containsExactlyInAnyOrder(
            "/projectId",
            "/format",
            "/creativeType",
            "/caption",
            "/firstComment",
            "/completedAt",
            "/lastError",
            "/assets/0/sizeBytes",
            "/assets/0/durationMs",
            "/assets/0/width",
            "/assets/0/height",
            "/assets/1/url",
            "/assets/1/width",
            "/assets/1/height",
            "/assets/1/sizeBytes");
  }

  @Test
  void lengths_are_counted_in_code_points() {
    String caption = "\uD83D\uDE00".repeat(10_000);
    put(PATH, "{\"caption\":\"" + caption + "\",\"assets\":[]}", 201);
    assertThat(stored(NEW)).get().extracting(c -> c.details().caption()).isEqualTo(caption);
  }

  @ParameterizedTest
  @CsvSource({"1080, 1080", "1080.0, 1080", "1.08e3, 1080", "108E1, 1080", "10800e-1, 1080"})
  void a_whole_number_may_be_spelled_in_any_way(String spelling, int width) {
    put(
        PATH,
        "{\"assets\":[{\"url\":\"https://media.example.com/a.png\",\"width\":"
            + spelling
            + ",\"sizeBytes\":9007199254740993.0}]}",
        201);
    AssetDescriptor descriptor = stored(NEW).orElseThrow().assets().get(0).descriptor();
    assertThat(descriptor.width()).isEqualTo(width);
    assertThat(descriptor.sizeBytes()).isEqualTo(9_007_199_254_740_993L);
  }

  @Test
  void everything_wrong_with_a_body_is_reported_at_once_and_nothing_is_stored() {
    String body =
        """
        {"status":"done","caption":7,"createdAt":"yesterday","containerId":"x","assets":[
          {"url":"ftp://x/y"},
          {"url":"http://media.example.com/a.png"},
          {"url":"https://media.example.com/b.png","assetId":"a b","sizeBytes":-1},
          {"url":"https://media.example.com/c.png","assetId":"same"},
          {"url":"https://media.example.com/c.png","assetId":"same","a/b~c":1},
          7]}
        """;
    assertThat(validationErrors(putAny(PATH, body)))
        .containsExactlyInAnyOrder(
            "/status is not one of queued, processing, completed, failed, canceled",
            "/caption is not a string",
            "/createdAt is not a time such as 2026-04-17T13:10:00Z",
            "/containerId is not a known field",
            "/assets/0/url must be an absolute https:// URL, not \"ftp://x/y\"",
            "/assets/1/url must be https",
            "/assets/2/assetId not an asset id (1 to 128 of A-Za-z0-9._~-, not . or ..): \"a b\"",
            "/assets/2/sizeBytes sizeBytes is less than 0: -1",
            "/assets/4/a~1b~0c is not a known field",
            "/assets/4/url repeats the url of asset 3",
            "/assets/4/assetId repeats the id of asset 3",
            "/assets/5 is not an object");
    assertThat(stored(NEW)).isEmpty();
  }

  @Test
  void an_element_that_is_no_object_does_not_shift_the_places_of_others() {
    String body =
        """
        {"assets":[7, null,
          {"url":"http://media.example.com/a.png"},
          {"url":"https://media.example.com/b.png","assetId":"same"},
          {"url":"https://media.example.com/b.png","assetId":"same"}]}
        """;
    assertThat(validationErrors(putAny(PATH, body)))
        .containsExactlyInAnyOrder(
            "/assets/0 is not an object",
            "/assets/1 is not an object",
            "/assets/2/url must be https",
            "/assets/4/url repeats the url of asset 3",
            "/assets/4/assetId repeats the id of asset 3");
  }

  @Test
  void a_rule_that_only_the_store_can_check_has_its_place_too() {
    put(
        PATH,
        "{\"assets\":[{\"assetId\":\"x\",\"url\":\"https://media.example.com/a.png\"}]}",
        201);
    String body =
        "{\"assets\":[{\"url\":\"https://media.example.com/a.png\"},"
            + "{\"assetId\":\"x\",\"url\":\"https://media.example.com/b.png\"}]}";
    assertThat(validationErrors(putAny(PATH, body)))
        .containsExactly("/assets/1/assetId is the id that asset 0 has already: x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | not a JSON object",
        "[] | not a JSON object",
        "{} | /assets is required",
        "{\"assets\":[]}x | line 1, column 14",
        "{\"assets\":[],} | line 1, column 14",
        "{\"assets\":[],\"assets\":[]} | Duplicate field 'assets'",
        "{\"a\":[[[[[[[[[[]]]]]]]]]]} | depth",
        "{\"assets\":[{\"url\":\"https://a.example.com/\\ud800.png\"}]} | /assets/0/url",
      })
  void what_is_no_document_is_refused_with_its_place(String body, String reason) {
    assertThat(validationErrors(putAny(PATH, body))).singleElement().asString().contains(reason);
    assertThat(stored(NEW)).isEmpty();
  }

  @Test
  void broken_json_is_reported_with_line_and_column() {
    assertThat(validationErrors(putAny(PATH, "{\"assets\": [\n  {\"url\" \"x\"}]}")))
        .singleElement()
        .asString()
        .contains("not valid JSON at line 2, column ")
        .doesNotContain("jackson", "StreamRead");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    byte[] body = "{\"caption\":\"?\",\"assets\":[]}".getBytes(StandardCharsets.US_ASCII);
    body[12] = (byte) 0xff;
    HttpResponse<String> response =
        send(
            "PUT",
            PATH,
            BodyPublishers.ofByteArray(body),
            "X-Api-Key",
            fixture.key,
            "Content-Type",
            "application/json");
    assertThat(validationErrors(response)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/jsonx",
        "application/json;charset=utf-16",
        "application/x-www-form-urlencoded",
        "*/*",
      })
  void a_body_of_another_kind_is_refused(String type) {
    assertThat(putAs(type).statusCode()).isEqualTo(415);
    assertThat(stored(NEW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
        "application/json ; profile=x",
      })
  void json_is_json_however_it_is_written(String type) {
    assertThat(putAs(type).statusCode()).isEqualTo(201);
  }

  @Test
  void a_body_without_a_type_or_compressed_is_refused() {
    assertThat(
            send("PUT", PATH, BodyPublishers.ofString(set("a.png")), "X-Api-Key", fixture.key)
                .statusCode())
        .isEqualTo(415);
    assertThat(sendJson("PUT", PATH, set("a.png"), "Content-Encoding", "gzip").statusCode())
        .isIn(400, 415);
    assertThat(stored(NEW)).isEmpty();
  }

  @Test
  void ten_thousand_assets_are_a_container_and_one_more_is_not() {
    String[] files = IntStream.range(0, 10_000).mapToObj(i -> i + ".png").toArray(String[]::new);
    put(PATH, set(files), 201);
    assertThat(json(get(PATH, "X-Api-Key", fixture.key).body()).path("assets")).hasSize(10_000);
    String more = set(files).replace("]}", ",{\"url\":\"https://media.example.com/x.png\"}]}");
    assertThat(validationErrors(putAny(PATH, more)))
        .containsExactly("/assets holds more than 10000 entries");
    assertThat(ids(NEW)).hasSize(10_000);
  }

  @Test
  void more_errors_than_a_thousand_are_counted() {
    String assets = IntStream.range(0, 3_000).mapToObj(i -> "{}").collect(Collectors.joining(","));
    List<String> errors = validationErrors(putAny(PATH, "{\"assets\":[" + assets + "]}"));
    assertThat(errors)
        .hasSize(1_001)
        .startsWith("/assets/0/url is required")
        .endsWith(" and 2000 more");
  }

  @Test
  void a_tree_that_would_fill_the_memory_is_refused() {
    String body = "{\"assets\":[" + "[],".repeat(1_000_000) + "[]]}";
    assertThat(validationErrors(putAny(PATH, body)))
        .singleElement()
        .asString()
        .contains("Token count");
  }

  @Test
  void more_than_8_mib_are_refused_and_not_all_read() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(head("Content-Length: 100000000\r\nExpect: 100-continue"));
      assertEnvelope(Objects.requireNonNull(client.read("PUT")), 413, "PAYLOAD_TOO_LARGE");
      assertThat(client.readAll()).as("the connection is closed").isEmpty();
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(head("Transfer-Encoding: chunked"));
      String chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
      int sent = 0;
      while (sent < 95 && client.send(chunk)) {
        sent++;
      }
      assertThat(sent).as("MiB that the server took, socket buffers included").isLessThan(60);
    }
    assertThat(stored(NEW)).isEmpty();
  }

  @Test
  void a_body_that_breaks_off_stores_nothing_and_the_server_goes_on() throws IOException {
    for (String framing : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
      for (RawClient.Response response :
          RawClient.exchange(server.port(), head(framing) + "5\r\n{\"ass\r\n")) {
        assertEnvelope(response);
        assertThat(response.status()).isEqualTo(400);
      }
    }
    for (RawClient.Response response :
        RawClient.exchange(server.port(), head("Transfer-Encoding: chunked") + "zz\r\n")) {
      assertEnvelope(response, 400, "BAD_REQUEST");
    }
    assertThat(stored(NEW)).isEmpty();
    put(PATH, set("a.png"), 201);
  }

  @Test
  void a_client_that_waits_for_100_gets_it_only_when_its_body_is_wanted() throws IOException {
    String body = set("a.png");
    try (RawClient client = new RawClient(server.port())) {
      client.send(head("Content-Length: " + body.length() + "\r\nExpect: 100-continue"));
      assertThat(client.read("PUT")).extracting("status").isEqualTo(100);
      client.send(body);
      assertThat(client.read("PUT")).extracting("status").isEqualTo(201);
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          head("Content-Length: 9\r\nExpect: 100-continue")
              .replace(fixture.key, fixture.readerKey));
      assertEnvelope(Objects.requireNonNull(client.read("PUT")), 403, "FORBIDDEN_SCOPE");
      assertThat(client.readAll()).as("the connection is closed").isEmpty();
    }
  }

  @Test
  void a_body_may_come_in_pieces() {
    byte[] body = set("a.png").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        send(
            "PUT",
            PATH,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
            "X-Api-Key",
            fixture.key,
            "Content-Type",
            "application/json");
    assertThat(response.statusCode()).isEqualTo(201);
  }

  @Test
  void the_scope_comes_before_the_body() {
    for (String key : List.of(fixture.readerKey, fixture.scopelessKey)) {
      assertError(
          send("PUT", PATH, BodyPublishers.ofString("{"), "X-Api-Key", key),
          403,
          "FORBIDDEN_SCOPE",
          "The API key lacks the scope content:write.");
    }
    assertThat(send("PUT", PATH).statusCode()).isEqualTo(401);
  }

  @Test
  void whoever_may_write_but_not_read_can_publish() {
    HttpResponse<String> response =
        send(
            "PUT",
            PATH,
            BodyPublishers.ofString(set("a.png")),
            "X-Api-Key",
            fixture.writerKey,
            "Content-Type",
            "application/json");
    assertThat(response.statusCode()).isEqualTo(201);
  }

  private String head(String framing) {
    return "PUT "
        + PATH
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Api-Key: "
        + fixture.key
        + "\r\n"
        + framing
        + "\r\n\r\n";
  }

  private HttpResponse<String> putAs(String type) {
    return send(
        "PUT",
        PATH,
        BodyPublishers.ofString(set("a.png")),
        "X-Api-Key",
        fixture.key,
        "Content-Type",
        type);
  }

  private HttpResponse<String> put(String path, String body, int status, String... headers) {
    HttpResponse<String> response = putAny(path, body, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response;
  }

  private HttpResponse<String> putAny(String path, String body, String... headers) {
    return sendJson("PUT", path, body, headers);
  }

  private Optional<Container> stored(String container) {
    return fixture.store.read(
        new ContainerKey(new OrganizationId("org_acme"), Fixture.id(container)));
  }

  private List<String> ids(String container) {
    return stored(container).orElseThrow().assets().stream()
        .map(asset -> asset.id().value())
        .toList();
  }

  private static String set(String... files) {
    return List.of(files).stream()
        .map(file -> "{\"url\":\"https://media.example.com/" + file + "\"}")
        .collect(Collectors.joining(",", "{\"assets\":[", "]}"));
  }
}
