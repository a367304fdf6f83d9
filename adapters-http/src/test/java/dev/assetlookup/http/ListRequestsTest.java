package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paging through containers. */
class ListRequestsTest extends WireTest {
  private static final String PATH = "/v1/content";

  @Test
  void a_row_has_every_field_in_order() {
    assertThat(list(PATH).toString())
        .isEqualTo(
            "{\"items\":[{\"id\":\""
                + Fixture.CONTAINER
                + "\",\"projectId\":null,"
                + "\"status\":\"completed\",\"format\":null,\"creativeType\":null,\"caption\":null,"
                + "\"approvalStatus\":\"not_required\","
                + "\"createdAt\":\"2026-04-17T13:10:00.123456Z\",\"completedAt\":null,"
                + "\"primaryAsset\":"
                + Fixture.CLIP_JSON
                + "}],\"nextCursor\":null}");
  }

  @Test
  void deleted_and_foreign_containers_are_not_listed() {
    assertThat(ids(list(PATH))).containsExactly(Fixture.CONTAINER);
    assertThat(ids(json(get(PATH, "X-Api-Key", fixture.foreignKey).body())))
        .containsExactly(Fixture.FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 24, 25, 26, 200})
  void pages_of_any_length_give_each_container_once_newest_first(int limit) {
    fill(25);
    List<String> all = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = list(PATH + "?limit=" + limit + cursor);
      assertThat(page.path("items").size()).isBetween(1, limit);
      all.addAll(ids(page));
      cursor = "&cursor=" + page.path("nextCursor").asText();
      pages++;
    } while (!cursor.endsWith("null"));
    List<String> expected =
        new ArrayList<>(IntStream.range(0, 25).mapToObj(this::container).toList());
    Collections.reverse(expected);
    expected.add(Fixture.CONTAINER);
    assertThat(all).isEqualTo(expected);
    assertThat(pages).isEqualTo((26 + limit - 1) / limit);
  }

  @Test
  void a_page_has_25_rows_if_nothing_else_is_said() {
    fill(30);
    JsonNode page = list(PATH);
    assertThat(page.path("items")).hasSize(25);
    assertThat(page.path("nextCursor").textValue()).matches("[A-Za-z0-9_-]{44}");
  }

  @Test
  void containers_that_are_added_between_pages_disturb_nothing() {
    fill(4);
    JsonNode first = list(PATH + "?limit=2");
    tick();
    put(container(9), "{\"assets\":[]}");
    JsonNode second = list(PATH + "?limit=3&cursor=" + first.path("nextCursor").textValue());
    assertThat(ids(first)).containsExactly(container(3), container(2));
    assertThat(ids(second)).containsExactly(container(1), container(0), Fixture.CONTAINER);
  }

  @Test
  void of_one_time_each_is_listed_once() {
    for (int i = 0; i < 6; i++) {
      put(container(i), "{\"assets\":[]}");
    }
    Set<String> seen = new HashSet<>();
    String cursor = "";
    for (int i = 0; i < 7; i++) {
      JsonNode page = list(PATH + "?limit=1" + cursor);
      assertThat(ids(page)).hasSize(1).allMatch(seen::add);
      cursor = "&cursor=" + page.path("nextCursor").asText();
    }
    assertThat(cursor).endsWith("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?status=failed | 1",
        "?status=failed&status=queued | 2 1",
        "?format=reel | 2",
        "?format=reel&format=my+format | 3 2",
        "?format=my%20format&status=processing | 3",
        "?status=queued&format=none | ''",
        "?creativeType=Multi%20image | 3",
        "?creativeType=multi+image&creativeType=single | 2",
        "?creativeType=single&format=my+format | ''",
        "?since=2026-04-17T13:10:02.123456Z&until=2026-04-17T13:10:03.123456Z | 3 2",
        "?since=2026-04-17T13:10:03.1234561Z&status=processing | ''",
        "?since=2026-04-17T15:10:02.123456%2B02:00&until=2026-04-17T12:10:03.123456-01:00 | 3 2",
        "?until=2026-04-17T13:10:01.123455Z&status=failed | ''",
        "?until=2026-04-17T13:10:01.123456999Z&status=failed | 1",
      })
  void filters_are_combined(String query, String expected) {
    tick();
    put(container(1), "{\"status\":\"failed\",\"assets\":[]}");
    tick();
    put(
        container(2),
        "{\"status\":\"queued\",\"format\":\"reel\",\"creativeType\":\"single\",\"assets\":[]}");
    tick();
    put(
        container(3),
        "{\"status\":\"processing\",\"format\":\"my format\",\"creativeType\":\"Multi"
            + " image\",\"assets\":[]}");
    List<String> numbers = expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1));
    assertThat(ids(list(PATH + query)))
        .isEqualTo(numbers.stream().map(n -> container(Integer.parseInt(n))).toList());
  }

  @Test
  void a_project_lists_its_own() {
    put(container(1), "{\"projectId\":\"p.1\",\"assets\":[]}");
    put(container(2), "{\"projectId\":\"p.2\",\"assets\":[]}");
    assertThat(ids(list("/v1/projects/p.1/content"))).containsExactly(container(1));
    assertThat(ids(list("/v1/projects/p%2E2/content"))).containsExactly(container(2));
    assertThat(ids(list("/v1/projects/p/content"))).isEmpty();
    assertThat(ids(json(get("/v1/projects/p.1/content", "X-Api-Key", fixture.foreignKey).body())))
        .isEmpty();
  }

  @Test
  void a_project_that_is_a_uuid_is_one_in_every_spelling() {
    String uuid = "0192f3a1-5b6c-7d8e-9f00-112233445566";
    String upper = uuid.toUpperCase(Locale.ROOT);
    put(container(1), "{\"projectId\":\"" + upper + "\",\"assets\":[]}");
    put(container(2), "{\"projectId\":\"prj_" + uuid + "\",\"assets\":[]}");
    put(container(3), "{\"projectId\":\"PRJ_" + uuid + "\",\"assets\":[]}");
    for (String spelling : List.of(uuid, upper, "prj_" + uuid, "prj_" + upper)) {
      JsonNode page = list("/v1/projects/" + spelling + "/content");
      assertThat(ids(page)).containsExactlyInAnyOrder(container(1), container(2));
      assertThat(page.path("items").findValuesAsText("projectId")).containsOnly("prj_" + uuid);
    }
    String cursor =
        list("/v1/projects/" + upper + "/content?limit=1").path("nextCursor").textValue();
    assertThat(ids(list("/v1/projects/prj_" + uuid + "/content?cursor=" + cursor))).hasSize(1);
  }

  @Test
  void a_cursor_is_for_its_own_list_and_filters() {
    put(container(1), "{\"projectId\":\"p\",\"assets\":[]}");
    put(container(2), "{\"projectId\":\"p\",\"assets\":[]}");
    String cursor = list(PATH + "?limit=1").path("nextCursor").textValue();
    String path = "?cursor=" + cursor;
    assertThat(list(PATH + path + "&limit=7")).as("another limit is fine").isNotNull();
    for (String other :
        List.of(
            "/v1/projects/p/content" + path,
            PATH + path + "&status=completed",
            PATH + path + "&format=a",
            PATH + path + "&creativeType=a",
            PATH + path + "&since=2026-01-01T00:00:00Z",
            PATH + path + "&until=2027-01-01T00:00:00Z")) {
      assertThat(validationErrors(get(other, "X-Api-Key", fixture.key)))
          .containsExactly(
              "cursor is not a cursor of this list with these filters; begin without one");
    }
    assertThat(validationErrors(get(PATH + path, "X-Api-Key", fixture.foreignKey))).hasSize(1);
  }

  @Test
  void a_cursor_that_was_altered_anywhere_is_refused() {
    fill(3);
    String cursor = list(PATH + "?limit=1").path("nextCursor").textValue();
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThat(validationErrors(get(PATH + "?cursor=" + altered, "X-Api-Key", fixture.key)))
          .as(altered)
          .hasSize(1);
    }
    for (String nonsense :
        List.of(
            "",
            "null",
            "%FF",
            "a".repeat(3_000),
            cursor + "A",
            cursor + "=",
            cursor.substring(1))) {
      assertThat(validationErrors(get(PATH + "?cursor=" + nonsense, "X-Api-Key", fixture.key)))
          .as(nonsense)
          .hasSize(1);
    }
  }

  @Test
  void everything_wrong_with_a_query_is_reported_at_once() {
    assertThat(
            validationErrors(
                get(
                    PATH
                        + "?limit=0&limit=1&status=done&status=failed&since=2026-01-01"
                        + "&until=1969-12-31T23:59:59Z&format="
                        + "f".repeat(65)
                        + "&page=2&=&%FF=1",
                    "X-Api-Key",
                    fixture.key)))
        .containsExactlyInAnyOrder(
            "limit is given more than once",
            "limit is not a number from 1 to 200",
            "status is not one of queued, processing, completed, failed, canceled",
            "since is not a time such as 2026-04-17T13:10:00Z",
            "until is outside the years 1970 to 9999",
            "format format is longer than 64 characters",
            "page is not a parameter of this route",
            " is not a parameter of this route");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "", "ten", "1e1", "99999999999", "%31%30%30%30"})
  void a_limit_is_a_number_from_1_to_200(String limit) {
    assertThat(validationErrors(get(PATH + "?limit=" + limit, "X-Api-Key", fixture.key)))
        .containsExactly("limit is not a number from 1 to 200");
  }

  @Test
  void the_last_time_of_all_is_a_bound() {
    for (String bound : List.of("since", "until")) {
      list(PATH + "?" + bound + "=9999-12-31T23:59:59.9999999Z");
    }
  }

  @Test
  void a_project_that_cannot_be_is_refused_by_name() {
    for (String project : List.of("a%20b", "%FF", "", "a".repeat(65), "a%2Fb")) {
      assertThat(
              validationErrors(
                  get("/v1/projects/" + project + "/content", "X-Api-Key", fixture.key)))
          .singleElement()
          .asString()
          .startsWith("projectId projectId is not 1 to 64 of A-Za-z0-9._-");
    }
  }

  @Test
  void empty_parts_of_a_query_are_passed_over() {
    assertThat(list(PATH + "?").path("items")).hasSize(1);
    assertThat(list(PATH + "?&&limit=5&").path("items")).hasSize(1);
  }

  @Test
  void a_primary_asset_past_its_expiry_stays_the_primary_one() {
    put(
        container(1),
        "{\"projectId\":\"p\",\"assets\":[{\"url\":\"https://media.example.com/a.png\","
            + "\"expiresAt\":\"2026-04-17T13:10:01Z\"},"
            + "{\"url\":\"https://media.example.com/b.png\"}]}");
    assertThat(primary()).isEqualTo("a");
    tick();
    assertThat(primary()).isEqualTo("a");
  }

  private String primary() {
    return list("/v1/projects/p/content").at("/items/0/primaryAsset/assetId").textValue();
  }

  @Test
  void head_and_tags_work_as_elsewhere() {
    HttpResponse<String> page = get(PATH, "X-Api-Key", fixture.key);
    HttpResponse<String> head = send("HEAD", PATH, "X-Api-Key", fixture.key);
    assertThat(header(head, "Content-Length")).isEqualTo("" + page.body().length());
    assertThat(
            get(PATH, "X-Api-Key", fixture.key, "If-None-Match", header(page, "ETag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void it_needs_a_key_and_the_scope() {
    for (String path : List.of(PATH, "/v1/projects/p/content", PATH + "?limit=0")) {
      assertThat(get(path).statusCode()).isEqualTo(401);
      assertError(
          get(path, "X-Api-Key", fixture.writerKey),
          403,
          "FORBIDDEN_SCOPE",
          "The API key lacks the scope content:read.");
    }
  }

  @Test
  void it_is_for_reading_alone() {
    for (String path : List.of(PATH, "/v1/projects/p/content")) {
      HttpResponse<String> response = send("POST", path, "X-Api-Key", fixture.key);
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  /** Containers numbered from 0, each newer than the one before. */
  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      tick();
      put(container(i), "{\"assets\":[]}");
    }
  }

  private void tick() {
    fixture.now.updateAndGet(now -> now.plus(Duration.ofSeconds(1)));
  }

  private String container(int number) {
    return "cnt_00000000-0000-4000-8000-%012d".formatted(number);
  }

  private void put(String container, String body) {
    assertThat(sendJson("PUT", Fixture.path(container), body).statusCode()).isIn(200, 201);
  }

  private JsonNode list(String path) {
    HttpResponse<String> response = get(path, "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response.body());
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("items").forEach(row -> ids.add(row.path("id").textValue()));
    return ids;
  }
}
