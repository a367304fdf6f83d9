package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetRequestsTest extends WireTest {
  private static final String NO_ASSET = "Asset not on this container.";
  private static final String NO_CONTAINER = "Container not found.";

  @Test
  void the_body_is_the_descriptor_byte_for_byte() {
    assertThat(found(Fixture.VIDEO_PATH).body()).isEqualTo(Fixture.CLIP_JSON);
    assertThat(found(Fixture.SLIDE_PATH).body()).isEqualTo(Fixture.SLIDE_JSON);
  }

  @Test
  void a_found_asset_has_exactly_these_headers() {
    HttpResponse<String> response = found(Fixture.VIDEO_PATH);
    assertThat(response.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "date",
            "etag",
            "keep-alive",
            "x-content-type-options",
            "x-request-id");
    assertThat(header(response, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "ETag")).matches("\"[0-9a-f]{32}\"");
    assertThat(header(response, "X-Request-Id")).matches("req_[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }

  @Test
  void each_request_has_an_id_of_its_own_and_never_the_client_s() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      ids.add(
          header(
              get(
                  Fixture.SLIDE_PATH,
                  "X-Api-Key",
                  fixture.key,
                  "X-Request-Id",
                  "req_00000000000000000000000000"),
              "X-Request-Id"));
    }
    assertThat(ids).hasSize(20).doesNotContain("req_00000000000000000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9c855048-b470-42e7-8f1b-032324d48555",
        "cnt_9C855048-B470-42E7-8F1B-032324D48555",
        "cnt_9c855048%2Db470-42e7-8f1b-032324d48555",
        "4WGN84HD3G8BKRY6R34CJD91AN",
        "cnt_4wgn84hd3g8bkry6r34cjd91an",
      })
  void every_spelling_of_a_container_id_names_it(String container) {
    assertThat(found(Fixture.path(container, "clip")).body()).isEqualTo(Fixture.CLIP_JSON);
  }

  @Test
  void an_asset_id_is_decoded_exactly_once() {
    assertThat(found(Fixture.path(Fixture.CONTAINER, "%63l%69p")).statusCode()).isEqualTo(200);
    assertMissing(Fixture.path(Fixture.CONTAINER, "%2563lip"), NO_ASSET);
  }

  @Test
  void a_query_changes_nothing() {
    assertThat(found(Fixture.VIDEO_PATH + "?a=/v1/whoami&b").body()).isEqualTo(Fixture.CLIP_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slide-3",
        "Clip",
        "clip.mp4",
        "clip%00",
        "%00",
        "%FF",
        "%C0%AF",
        "%ED%A0%80",
        "a%2Fb",
        "..%2Fclip",
        "%2E%2E",
        "clip+",
        "clip%20",
        "clip;v=1",
        ";",
        "",
      })
  void an_id_that_is_not_on_the_container_is_not_found(String asset) {
    assertMissing(Fixture.path(Fixture.CONTAINER, asset), NO_ASSET);
  }

  @Test
  void an_id_of_any_length_is_not_found() {
    assertMissing(Fixture.path(Fixture.CONTAINER, "a".repeat(3000)), NO_ASSET);
    assertMissing(Fixture.path("a".repeat(3000), "clip"), NO_CONTAINER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Fixture.UNKNOWN,
        Fixture.FOREIGN,
        "nope",
        "cnt_",
        "cnt_nope",
        "ast_9c855048-b470-42e7-8f1b-032324d48555",
        "%FF",
        "%00",
        "",
      })
  void a_container_that_is_not_the_caller_s_is_not_found(String container) {
    assertMissing(Fixture.path(container, "slide-1"), NO_CONTAINER);
  }

  @Test
  void unknown_and_foreign_containers_answer_alike_but_for_the_request_id() {
    Set<Object> answers = new HashSet<>();
    for (String container : List.of(Fixture.UNKNOWN, Fixture.FOREIGN)) {
      answers.add(withoutRequestId(fetch("GET", Fixture.path(container, "slide-1"))));
    }
    assertThat(answers).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Fixture.UNKNOWN + "/clip",
        "/v1",
        "/v1/content/" + Fixture.CONTAINER + "/",
        "/v1/projects/p",
        "/v1/content/" + Fixture.CONTAINER + "/assets",
        "/v1/content/" + Fixture.CONTAINER + "/assets/clip/",
        "/v1/content/" + Fixture.CONTAINER + "/assets/clip/more",
        "/v1/content/" + Fixture.CONTAINER + "/assets//clip",
        "//v1/content/" + Fixture.CONTAINER + "/assets/clip",
        "/x/v1/content/" + Fixture.CONTAINER + "/assets/clip",
        "/v1/content/" + Fixture.CONTAINER + "/Assets/clip",
        "/v1;a/content/" + Fixture.CONTAINER + "/assets/clip",
        "/v1/whoami/",
        "/",
      })
  void other_paths_are_no_route_whoever_asks(String path) {
    String absolute = path.startsWith("/") ? path : "/" + path;
    assertError(fetch("GET", absolute), 404, "NOT_FOUND", "No such route.");
    assertError(get(absolute), 404, "NOT_FOUND", "No such route.");
    assertError(send("DELETE", absolute), 404, "NOT_FOUND", "No such route.");
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.UNKNOWN, Fixture.CONTAINER})
  void head_answers_as_get_does_without_the_body(String container) {
    String path = Fixture.path(container, "clip");
    HttpResponse<String> get = fetch("GET", path);
    HttpResponse<String> head = fetch("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(comparable(head)).isEqualTo(comparable(get));
    assertThat(header(head, "Content-Length")).isEqualTo("" + get.body().length());
  }

  private static Map<String, List<String>> comparable(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    headers.remove("x-request-id");
    return headers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  void other_methods_are_not_allowed(String method) {
    for (String path : List.of(Fixture.VIDEO_PATH, "/v1/whoami")) {
      HttpResponse<String> response = send(method, path);
      assertError(response, 405, "METHOD_NOT_ALLOWED", "Only GET and HEAD are allowed here.");
      assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void a_key_without_the_scope_is_forbidden_whatever_it_asks_for() {
    for (String path :
        List.of(
            Fixture.VIDEO_PATH,
            Fixture.path(Fixture.CONTAINER, "nope"),
            Fixture.path(Fixture.UNKNOWN, "clip"),
            Fixture.path("nope", "%FF"))) {
      assertError(
          get(path, "X-Api-Key", fixture.scopelessKey, "If-None-Match", "*"),
          403,
          "FORBIDDEN_SCOPE",
          "The API key lacks the scope content:read.");
    }
  }

  @Test
  void the_tag_stays_while_the_body_does_and_changes_with_it() {
    String before = header(found(Fixture.VIDEO_PATH), "ETag");
    assertThat(header(found(Fixture.VIDEO_PATH), "ETag")).isEqualTo(before);
    assertThat(header(found(Fixture.SLIDE_PATH), "ETag")).isNotEqualTo(before);

    fixture.publish(Fixture.CONTAINER, Fixture.slide(1));
    assertThat(header(found(Fixture.VIDEO_PATH), "ETag")).as("superseded").isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "*", " * ", "\"a\", %s", "\"a,b\" ,W/%s,\"c\"", "%s,"})
  void what_the_client_has_already_is_not_sent_again(String ifNoneMatch) {
    String tag = header(found(Fixture.VIDEO_PATH), "ETag");
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> response =
          send(
              method,
              Fixture.VIDEO_PATH,
              "X-Api-Key",
              fixture.key,
              "If-None-Match",
              ifNoneMatch.formatted(tag));
      assertThat(response.statusCode()).isEqualTo(304);
      assertThat(response.body()).isEmpty();
      assertThat(header(response, "ETag")).isEqualTo(tag);
      assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
      assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(response, "X-Request-Id")).startsWith("req_");
    }
  }

  @Test
  void a_tag_is_also_found_on_a_second_line() {
    String tag = header(found(Fixture.VIDEO_PATH), "ETag");
    HttpResponse<String> response =
        get(
            Fixture.VIDEO_PATH,
            "X-Api-Key",
            fixture.key,
            "If-None-Match",
            "\"a\"",
            "If-None-Match",
            tag);
    assertThat(response.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "a", "\"", "\"\"", "W/", ",", "**", "\"*\""})
  void any_other_tag_gets_the_body(String ifNoneMatch) {
    assertThat(
            get(Fixture.VIDEO_PATH, "X-Api-Key", fixture.key, "If-None-Match", ifNoneMatch)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void nothing_is_not_modified_for_whom_it_is_not_there() {
    String tag = header(found(Fixture.VIDEO_PATH), "ETag");
    for (String ifNoneMatch : List.of(tag, "*")) {
      assertThat(get(Fixture.VIDEO_PATH, "If-None-Match", ifNoneMatch).statusCode()).isEqualTo(401);
      assertThat(
              get(Fixture.VIDEO_PATH, "X-Api-Key", fixture.foreignKey, "If-None-Match", ifNoneMatch)
                  .statusCode())
          .isEqualTo(404);
    }
  }

  private HttpResponse<String> found(String path) {
    HttpResponse<String> response = fetch("GET", path);
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  private void assertMissing(String path, String message) {
    assertError(fetch("GET", path), 404, "NOT_FOUND", message);
  }

  private HttpResponse<String> fetch(String method, String path) {
    return send(method, path, "X-Api-Key", fixture.key);
  }
}
