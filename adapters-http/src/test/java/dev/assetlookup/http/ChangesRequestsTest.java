package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.json.ChangeToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what was published, replaced and deleted. */
class ChangesRequestsTest extends WireTest {
  private static final String PATH = "/v1/changes";

  private JsonNode changes(String query) {
    HttpResponse<String> response = get(PATH + query, "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    return json(response.body());
  }

  private String now() {
    return changes("").path("nextToken").textValue();
  }

  private JsonNode after(String token) {
    return changes("?after=" + token);
  }

  private void put(String container, String body) {
    assertThat(sendJson("PUT", Fixture.path(container), body).statusCode()).isBetween(200, 201);
  }

  private static List<String> types(JsonNode page) {
    return page.path("items").findValuesAsText("type");
  }

  private static String container(int number) {
    return "cnt_00000000-0000-4000-8000-%012d".formatted(number);
  }

  @Test
  void without_a_token_there_is_the_token_of_now() {
    assertThat(changes("?limit=5&wait=30&project=launch").toString())
        .isEqualTo("{\"items\":[],\"nextToken\":\"" + now() + "\",\"hasMore\":false}");
    assertThat(now()).matches("[A-Za-z0-9_-]{34}");
  }

  @Test
  void a_change_has_every_field_in_order() {
    String start = now();
    put(
        Fixture.CONTAINER,
        "{\"projectId\":\"launch\",\"assets\":[{\"url\":\"https://media.example.com/m/slide-1.png\"},"
            + "{\"url\":\"https://media.example.com/m/slide-3.png\"}]}");
    JsonNode page = after(start);
    String at = page.at("/items/0/at").textValue();
    assertThat(page.path("items").toString())
        .isEqualTo(
            "[{\"type\":\"replaced\",\"containerId\":\""
                + Fixture.CONTAINER
                + "\",\"projectId\":\"launch\",\"revision\":2,\"at\":\""
                + at
                + "\",\"added\":{\"all\":false,\"assetIds\":[\"slide-3\"]},"
                + "\"superseded\":{\"all\":false,\"assetIds\":[\"clip\",\"slide-2\"]}}]");
    assertThat(Instant.parse(at)).isBetween(Instant.EPOCH, Instant.now());
  }

  @Test
  void what_was_done_is_told_in_order_and_once() {
    String start = now();
    put(container(1), "{\"assets\":[]}");
    put(container(1), "{\"caption\":\"a\",\"assets\":[]}");
    put(container(1), "{\"caption\":\"a\",\"assets\":[]}");
    send("DELETE", Fixture.path(container(1)), "X-Api-Key", fixture.key);
    put(container(1), "{\"assets\":[]}");
    JsonNode page = after(start);
    assertThat(types(page)).containsExactly("published", "replaced", "deleted", "published");
    assertThat(page.path("items").findValuesAsText("revision")).containsExactly("1", "2", "3", "4");
    assertThat(types(after(page.path("nextToken").textValue()))).isEmpty();
  }

  @Test
  void more_than_a_hundred_ids_are_all_of_them() {
    String start = now();
    fixture.publish(
        container(1),
        IntStream.range(0, 101).mapToObj(Fixture::slide).toArray(AssetDescriptor[]::new));
    assertThat(after(start).at("/items/0/added").toString())
        .isEqualTo("{\"all\":true,\"assetIds\":[]}");
  }

  @Test
  void pages_of_any_length_give_each_change_once() {
    String start = now();
    for (int i = 0; i < 5; i++) {
      put(container(i), "{\"assets\":[]}");
    }
    List<String> all = new ArrayList<>();
    JsonNode page;
    String token = start;
    do {
      page = changes("?limit=2&after=" + token);
      all.addAll(page.path("items").findValuesAsText("containerId"));
      token = page.path("nextToken").textValue();
    } while (page.path("hasMore").booleanValue());
    assertThat(all)
        .isEqualTo(IntStream.range(0, 5).mapToObj(ChangesRequestsTest::container).toList());
  }

  @Test
  void a_project_sees_its_own_with_the_tokens_of_all() {
    String start = now();
    put(container(1), "{\"projectId\":\"one\",\"assets\":[]}");
    put(container(2), "{\"projectId\":\"two\",\"assets\":[]}");
    JsonNode page = changes("?project=one&after=" + start);
    assertThat(page.path("items").findValuesAsText("projectId")).containsExactly("one");
    assertThat(page.path("nextToken").textValue()).isEqualTo(now());
  }

  @Test
  void another_organizations_changes_are_not_seen_and_its_token_is_refused() {
    String token = now();
    put(container(1), "{\"assets\":[]}");
    assertThat(validationErrors(get(PATH + "?after=" + token, "X-Api-Key", fixture.foreignKey)))
        .containsExactly("after is not a token of this organization; begin without one");
    String own = json(get(PATH, "X-Api-Key", fixture.foreignKey).body()).path("nextToken").asText();
    assertThat(own).isNotEqualTo(now());
  }

  @Test
  void a_token_that_was_altered_anywhere_is_refused() {
    String token = now();
    List<String> altered = new ArrayList<>();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      altered.add(token.substring(0, i) + other + token.substring(i + 1));
    }
    altered.addAll(
        List.of("", "null", "%FF", "a".repeat(3_000), token + "A", token + "=", "a" + token));
    altered.add(token.substring(1));
    altered.add(token.substring(0, token.length() - 1));
    for (String each : altered) {
      assertThat(validationErrors(get(PATH + "?after=" + each, "X-Api-Key", fixture.key)))
          .as(each)
          .hasSize(1);
    }
  }

  @Test
  void a_place_that_is_not_kept_has_expired() {
    String old = now();
    put(container(1), "{\"assets\":[]}");
    put(container(2), "{\"assets\":[]}");
    fixture.store.trim(Instant.now().plus(Duration.ofDays(1)), 1_000);
    String future = token(new LogPosition(9_999, Instant.EPOCH));
    String otherHistory = token(new LogPosition(5, Instant.EPOCH));
    for (String lost : List.of(old, future, otherHistory)) {
      assertError(
          get(PATH + "?wait=30&after=" + lost, "X-Api-Key", fixture.key),
          410,
          "CHANGES_EXPIRED",
          "The changes after this token are not kept. Get a new token, without after, then list"
              + " all containers, then go on from that token.");
    }
  }

  private static String token(LogPosition position) {
    return ChangeToken.write(Fixture.ACME, position);
  }

  @Test
  void a_token_that_names_no_place_is_none() {
    OrganizationId acme = Fixture.ACME;
    assertThat(ChangeToken.read(acme, token(new LogPosition(7, Instant.EPOCH))))
        .contains(new LogPosition(7, Instant.EPOCH));
    assertThat(ChangeToken.read(new OrganizationId("org_acm"), token(LogPosition.START))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=", "limit=ten"})
  void a_limit_is_a_number_from_1_to_1000(String query) {
    assertThat(validationErrors(get(PATH + "?" + query, "X-Api-Key", fixture.key)))
        .containsExactly("limit is not a number from 1 to 1000");
  }

  @Test
  void everything_wrong_with_a_query_is_told_at_once() {
    assertThat(
            validationErrors(
                get(
                    PATH + "?wait=31&project=a%20b&after=x&limit=1&limit=2&cursor=y",
                    "X-Api-Key",
                    fixture.key)))
        .containsExactlyInAnyOrder(
            "limit is given more than once",
            "cursor is not a parameter of this route",
            "wait is not a number from 0 to 30",
            "project projectId is not 1 to 64 of A-Za-z0-9._-: \"a b\"",
            "after is not a token of this organization; begin without one");
  }

  @Test
  void a_key_without_the_scope_is_refused() {
    for (String key : List.of(fixture.writerKey, fixture.scopelessKey)) {
      assertError(
          get(PATH + "?limit=0", "X-Api-Key", key),
          403,
          "FORBIDDEN_SCOPE",
          "The API key lacks the scope content:read.");
    }
  }

  @Test
  void a_write_ends_the_wait() {
    String start = now();
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> changes("?wait=30&after=" + start));
    put(container(1), "{\"assets\":[]}");
    assertThat(types(waiting.join())).containsExactly("published");
  }

  @Test
  void after_the_wait_the_page_is_empty_and_its_token_leads_on() {
    String start = now();
    JsonNode page = changes("?wait=1&after=" + start);
    assertThat(types(page)).isEmpty();
    put(container(1), "{\"assets\":[]}");
    assertThat(types(after(page.path("nextToken").textValue()))).containsExactly("published");
  }

  @Test
  void a_store_without_a_log_says_so() {
    InMemoryStore store = fixture.store;
    FindAsset find = fixture.publishing;
    StandaloneServer without =
        new StandaloneServer("127.0.0.1", 0, new ContentApi(find, AuthenticateKey.over(store)));
    without.start();
    try (RawClient client = new RawClient(without.port())) {
      client.send("GET /v1/changes HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n");
      assertEnvelope(Objects.requireNonNull(client.read("GET")), 501, "CHANGES_NOT_KEPT");
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      without.stop();
    }
  }
}
