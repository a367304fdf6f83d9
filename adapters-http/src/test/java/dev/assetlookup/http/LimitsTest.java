package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks too much is told to wait, and everybody is told what is left. */
class LimitsTest extends WireTest {
  /** 2026-04-17T13:10:00.123456Z, which is when the fixture's clock stands still. */
  private static final long EPOCH_SECOND = 1_776_431_400;

  private static final long SECOND = 1_000_000_000;

  // Without a meaning, but no plain request has one: Helidon answers.
  private static final String HOT = "";
  private static final String HELIDON = "?a=b";

  private static final LimitRules RULES =
      new LimitRules(
          Map.of(
              RateLimitTier.STANDARD, TierRates.of(6, 3, 1),
              RateLimitTier.PILOT, TierRates.of(60, 30, 1),
              RateLimitTier.PARTNER, new TierRates(null, new Rate(600), null)),
          new Rate(12),
          null,
          1);

  @Override
  StandaloneServer server() {
    return new StandaloneServer("127.0.0.1", 0, fixture.api(RULES, TrustedProxies.NONE));
  }

  private void pass(Duration time) {
    fixture.nanos.addAndGet(time.toNanos());
  }

  private HttpResponse<String> ask(String path, String key) {
    return get(path, "X-Api-Key", key);
  }

  private static List<String> state(HttpResponse<?> response) {
    return List.of(
        header(response, "X-RateLimit-Endpoint-Class"),
        header(response, "X-RateLimit-Limit"),
        header(response, "X-RateLimit-Remaining"),
        header(response, "X-RateLimit-Reset"),
        header(response, "RateLimit-Policy"),
        header(response, "RateLimit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {HOT, HELIDON})
  void every_answer_tells_what_is_left(String query) {
    assertThat(state(ask(Fixture.SLIDE_PATH + query, fixture.slowKey)))
        .containsExactly(
            "read-light",
            "6",
            "5",
            Long.toString(EPOCH_SECOND + 11),
            "\"read-light\";q=6;w=60, \"organization\";q=12;w=60",
            "\"read-light\";r=5;t=10, \"organization\";r=11;t=5");
    HttpResponse<String> absent =
        ask(Fixture.path(Fixture.UNKNOWN, "clip") + query, fixture.slowKey);
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(header(absent, "X-RateLimit-Remaining")).isEqualTo("4");
    HttpResponse<String> known =
        get(Fixture.SLIDE_PATH + query, "X-Api-Key", fixture.slowKey, "If-None-Match", "*");
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(header(known, "X-RateLimit-Remaining")).isEqualTo("3");
    HttpResponse<String> foreign =
        get(
            Fixture.SLIDE_PATH + query,
            "X-Api-Key",
            fixture.slowKey,
            "X-Layers-Organization",
            "org_other");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(header(foreign, "X-RateLimit-Remaining")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {HOT, HELIDON})
  void a_request_too_many_is_told_when_to_come_again(String query) {
    for (int i = 0; i < 6; i++) {
      assertThat(ask(Fixture.SLIDE_PATH + query, fixture.slowKey).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = ask(Fixture.SLIDE_PATH + query, fixture.slowKey);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "Retry-After")).isEqualTo("10");
    assertThat(json(refused.body()).at("/error/code").asText()).isEqualTo("RATE_LIMITED");
    assertThat(json(refused.body()).at("/error/details/scope").asText()).isEqualTo("key");
    assertThat(state(refused))
        .containsExactly(
            "read-light",
            "6",
            "0",
            Long.toString(EPOCH_SECOND + 61),
            "\"read-light\";q=6;w=60, \"organization\";q=12;w=60",
            "\"read-light\";r=0;t=60, \"organization\";r=6;t=30");
    pass(Duration.ofMillis(9_999));
    assertThat(header(ask(Fixture.SLIDE_PATH + query, fixture.slowKey), "Retry-After"))
        .isEqualTo("1");
    pass(Duration.ofMillis(1));
    assertThat(ask(Fixture.SLIDE_PATH + query, fixture.slowKey).statusCode()).isEqualTo(200);
    assertThat(ask(Fixture.SLIDE_PATH + query, fixture.slowKey).statusCode()).isEqualTo(429);
  }

  @Test
  void classes_have_buckets_of_their_own() {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> deleted = delete();
      assertThat(deleted.statusCode()).isEqualTo(204);
      assertThat(header(deleted, "X-RateLimit-Endpoint-Class")).isEqualTo("write-light");
      assertThat(header(deleted, "X-RateLimit-Remaining")).isEqualTo(Integer.toString(2 - i));
    }
    assertThat(delete().statusCode()).isEqualTo(429);
    HttpResponse<String> batch =
        send(
            "POST",
            "/v1/assets:batchGet",
            BodyPublishers.ofString("{\"assets\":[{\"containerId\":\"a\",\"assetId\":\"b\"}]}"),
            "X-Api-Key",
            fixture.slowKey,
            "Content-Type",
            "application/json");
    assertThat(batch.statusCode()).isEqualTo(200);
    assertThat(header(batch, "X-RateLimit-Endpoint-Class")).isEqualTo("read-light");
    HttpResponse<String> head = send("HEAD", Fixture.SLIDE_PATH, "X-Api-Key", fixture.slowKey);
    assertThat(header(head, "X-RateLimit-Remaining")).isEqualTo("4");
  }

  private HttpResponse<String> delete() {
    return send("DELETE", Fixture.path(Fixture.UNKNOWN), "X-Api-Key", fixture.slowKey);
  }

  @Test
  void keys_of_an_organization_share_its_bucket_and_others_do_not() {
    for (int i = 0; i < 6; i++) {
      assertThat(ask("/v1/whoami", fixture.key).statusCode()).isEqualTo(200);
      assertThat(ask("/v1/whoami", fixture.readerKey).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = ask("/v1/whoami", fixture.key);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused.body()).at("/error/details/scope").asText()).isEqualTo("org");
    assertThat(header(refused, "Retry-After")).isEqualTo("5");
    assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(header(refused, "RateLimit"))
        .isEqualTo("\"read-light\";r=54;t=6, \"organization\";r=0;t=60");
    assertThat(ask("/v1/whoami", fixture.foreignKey).statusCode()).isEqualTo(200);
    // What the organization refused was not taken from the key either.
    pass(Duration.ofSeconds(5));
    assertThat(header(ask("/v1/whoami", fixture.key), "RateLimit"))
        .startsWith("\"read-light\";r=58;");
  }

  @Test
  void the_tier_unlimited_has_no_limit_and_takes_from_no_other() {
    String key =
        fixture.addKey(
            new ApiKeyId("UNLAAAAAAAAAAAAA"),
            Fixture.ACME,
            null,
            RateLimitTier.UNLIMITED,
            Scope.CONTENT_READ);
    for (int i = 0; i < 30; i++) {
      HttpResponse<String> answer = ask(Fixture.SLIDE_PATH, key);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(state(answer)).containsExactly("read-light", "", "", "", "", "");
    }
    assertThat(header(ask("/v1/whoami", fixture.key), "RateLimit"))
        .endsWith("\"organization\";r=11;t=5");
  }

  @Test
  void a_class_without_a_limit_tells_of_the_organization_alone() {
    String key =
        fixture.addKey(
            new ApiKeyId("PARTNERAAAAAAAAA"),
            Fixture.ACME,
            null,
            RateLimitTier.PARTNER,
            Scope.CONTENT_READ);
    for (String query : List.of(HOT, HELIDON)) {
      assertThat(state(ask(Fixture.SLIDE_PATH + query, key)))
          .startsWith("read-light", "12")
          .contains("\"organization\";q=12;w=60");
    }
  }

  @Test
  void who_is_refused_for_another_reason_before_takes_nothing() {
    fixture.management.killKey(new ApiKeyId("SLQWAAAAAAAAAAAA"));
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> killed = ask(Fixture.SLIDE_PATH, fixture.slowKey);
      assertThat(killed.statusCode()).isEqualTo(503);
      assertThat(header(killed, "X-RateLimit-Remaining")).isEqualTo("6");
      assertThat(ask(Fixture.SLIDE_PATH, "nonsense").statusCode()).isEqualTo(401);
    }
    fixture.management.restoreKey(new ApiKeyId("SLQWAAAAAAAAAAAA"));
    assertThat(header(ask(Fixture.SLIDE_PATH, fixture.slowKey), "X-RateLimit-Remaining"))
        .isEqualTo("5");
  }

  /** Switched off comes before too fast, and costs nothing. */
  @ParameterizedTest
  @ValueSource(strings = {HOT, HELIDON})
  void who_is_switched_off_is_told_what_is_left(String query) {
    for (int i = 0; i < 6; i++) {
      ask(Fixture.SLIDE_PATH + query, fixture.slowKey);
    }
    fixture.management.killKey(new ApiKeyId("SLQWAAAAAAAAAAAA"));
    for (int i = 0; i < 7; i++) {
      HttpResponse<String> killed = ask(Fixture.SLIDE_PATH + query, fixture.slowKey);
      assertThat(killed.statusCode()).isEqualTo(503);
      assertThat(header(killed, "Retry-After")).isEmpty();
      assertThat(state(killed))
          .containsExactly(
              "read-light",
              "6",
              "0",
              Long.toString(EPOCH_SECOND + 61),
              "\"read-light\";q=6;w=60, \"organization\";q=12;w=60",
              "\"read-light\";r=0;t=60, \"organization\";r=6;t=30");
    }
  }

  @Test
  void a_limit_comes_before_scope_organization_and_existence() {
    for (int i = 0; i < 12; i++) {
      ask(Fixture.path(Fixture.UNKNOWN, "clip"), fixture.scopelessKey);
    }
    for (String path : List.of(Fixture.SLIDE_PATH, Fixture.path(Fixture.UNKNOWN, "clip"))) {
      assertThat(
              get(path, "X-Api-Key", fixture.scopelessKey, "X-Layers-Organization", "org_other")
                  .statusCode())
          .isEqualTo(429);
    }
  }

  @Test
  void a_wall_clock_that_is_set_neither_locks_out_nor_frees() {
    for (int i = 0; i < 6; i++) {
      ask(Fixture.SLIDE_PATH, fixture.slowKey);
    }
    fixture.now.set(fixture.now.get().plus(Duration.ofDays(3650)));
    assertThat(ask(Fixture.SLIDE_PATH, fixture.slowKey).statusCode()).isEqualTo(429);
    fixture.now.set(fixture.now.get().minus(Duration.ofDays(7300)));
    fixture.nanos.addAndGet(10 * SECOND);
    assertThat(ask(Fixture.SLIDE_PATH, fixture.slowKey).statusCode()).isEqualTo(200);
  }

  @Test
  void no_limit_is_told_of_without_rules() {
    StandaloneServer free = new StandaloneServer("127.0.0.1", 0, fixture.api());
    free.start();
    try {
      for (String query : List.of(HOT, HELIDON)) {
        String uri = "http://127.0.0.1:" + free.port() + Fixture.SLIDE_PATH + query;
        assertThat(state(sendTo(uri, fixture.slowKey))).containsOnly("");
      }
    } finally {
      free.stop();
    }
  }

  private static HttpResponse<String> sendTo(String uri, String key) {
    try (HttpClient client = OpenApiClient.ofServer()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(uri)).header("X-Api-Key", key).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
