package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking up many assets at once. */
class BatchRequestsTest extends WireTest {
  private static final String PATH = "/v1/assets:batchGet";

  @Test
  void each_pair_has_an_answer_in_the_order_asked() {
    fixture.publish(Fixture.CONTAINER, Fixture.clip(), Fixture.slide(1));
    fixture.now.updateAndGet(now -> now.plus(Fixture.GRACE));
    JsonNode items =
        items(
            pair(Fixture.CONTAINER, "slide-2"),
            pair(Fixture.CONTAINER, "clip"),
            pair(Fixture.CONTAINER, "nope"),
            pair(Fixture.FOREIGN, "slide-1"),
            pair("9c855048-b470-42e7-8f1b-032324d48555", "slide-1"),
            pair(Fixture.DELETED, "slide-1"),
            pair("no id", "clip"),
            pair(Fixture.CONTAINER, "a/b"),
            pair(Fixture.CONTAINER, "clip"));
    assertThat(items)
        .extracting(BatchRequestsTest::outcome)
        .containsExactly(
            "not_found superseded",
            "found clip",
            "not_found asset_not_found",
            "not_found container_not_found",
            "found slide-1",
            "not_found container_deleted",
            "not_found container_not_found",
            "not_found asset_not_found",
            "found clip");
    assertThat(items.get(1).path("asset")).isEqualTo(json(Fixture.CLIP_JSON));
    assertThat(items.get(4).path("containerId").textValue())
        .as("as asked")
        .isEqualTo("9c855048-b470-42e7-8f1b-032324d48555");
  }

  @Test
  void in_its_grace_a_superseded_asset_is_found_and_marked() {
    fixture.publish(Fixture.CONTAINER, Fixture.clip());
    JsonNode item = items(pair(Fixture.CONTAINER, "slide-1")).get(0);
    assertThat(item.at("/asset/supersededAt").textValue()).isEqualTo("2026-04-17T13:10:00.123456Z");
  }

  @Test
  void no_pair_is_a_batch_too() {
    assertThat(items()).isEmpty();
  }

  @Test
  void a_hundred_pairs_are_a_batch_and_one_more_is_not() {
    String[] hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> pair(Fixture.CONTAINER, "clip"))
            .toArray(String[]::new);
    assertThat(items(hundred)).hasSize(100).allMatch(item -> outcome(item).equals("found clip"));
    String more = body(hundred).replace("]}", "," + pair(Fixture.CONTAINER, "clip") + "]}");
    assertThat(validationErrors(sendJson("POST", PATH, more)))
        .containsExactly("/assets holds more than 100 entries");
  }

  @Test
  void everything_wrong_with_a_body_is_reported_at_once() {
    String body =
        "{\"more\":1,\"assets\":[{\"containerId\":7},{\"assetId\":\"a\",\"id\":\"b\"},\"x\"]}";
    assertThat(validationErrors(sendJson("POST", PATH, body)))
        .containsExactlyInAnyOrder(
            "/more is not a known field",
            "/assets/0/containerId is not a string",
            "/assets/0/assetId is required",
            "/assets/1/containerId is required",
            "/assets/1/id is not a known field",
            "/assets/2 is not an object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{\"assets\":null}",
        "{\"assets\":{}}",
        "{\"assets\":[]}x"
      })
  void what_is_no_batch_is_refused(String body) {
    assertThat(validationErrors(sendJson("POST", PATH, body))).hasSize(1);
  }

  @Test
  void a_body_of_another_kind_is_refused() {
    for (String type : List.of("text/plain", "application/json; charset=iso-8859-1", "text/json")) {
      assertError(
          send(
              "POST",
              PATH,
              BodyPublishers.ofString(body()),
              "X-Api-Key",
              fixture.key,
              "Content-Type",
              type),
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "The body must be application/json in UTF-8, not compressed.");
    }
  }

  @Test
  void more_than_64_kib_are_refused() {
    assertThat(sendJson("POST", PATH, body() + " ".repeat(64 * 1024)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"GET, 405", "HEAD, 405", "PUT, 405", "DELETE, 405"})
  void it_is_for_post_alone(String method, int status) {
    HttpResponse<String> response = send(method, PATH, "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Allow")).isEqualTo("POST");
  }

  @Test
  void it_needs_a_key_and_the_scope() {
    assertThat(send("POST", PATH).statusCode()).isEqualTo(401);
    assertError(
        send("POST", PATH, "X-Api-Key", fixture.writerKey),
        403,
        "FORBIDDEN_SCOPE",
        "The API key lacks the scope content:read.");
  }

  @Test
  void the_answer_is_not_to_be_kept() {
    HttpResponse<String> response =
        sendJson("POST", PATH, body(pair(Fixture.CONTAINER, "clip")), "If-None-Match", "*");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "ETag")).isEmpty();
  }

  private JsonNode items(String... pairs) {
    HttpResponse<String> response = sendJson("POST", PATH, body(pairs));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body()).path("items");
  }

  private static String outcome(JsonNode item) {
    String status = item.path("status").textValue();
    return status
        + " "
        + (status.equals("found")
            ? item.at("/asset/assetId").textValue()
            : item.path("reason").textValue());
  }

  private static String pair(String container, String asset) {
    return "{\"containerId\":\"" + container + "\",\"assetId\":\"" + asset + "\"}";
  }

  private static String body(String... pairs) {
    return "{\"assets\":[" + List.of(pairs).stream().collect(Collectors.joining(",")) + "]}";
  }
}
