package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes by which keys manage keys. */
class ApiKeyRequestsTest extends WireTest {
  private static final String KEYS = "/v1/api-keys";
  private static final String READER = KEYS + "/READERAAAAAAAAAA";

  private HttpResponse<String> manage(String method, String path, String body) {
    return manage(fixture.managerKey, method, path, body);
  }

  private HttpResponse<String> manage(String key, String method, String path, String body) {
    return send(
        method,
        path,
        BodyPublishers.ofString(body),
        "X-Api-Key",
        key,
        "Content-Type",
        "application/json");
  }

  private int whoami(String key) {
    return get("/v1/whoami", "X-Api-Key", key).statusCode();
  }

  @Test
  void a_created_key_is_shown_once_and_works() {
    HttpResponse<String> created =
        manage(
            "POST",
            KEYS,
            """
            {"name":"the site","scopes":["content:read"],"projects":["launch"],
             "rateLimitTier":"standard","expiresAt":"2026-04-18T13:10:00+00:00"}
            """);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(header(created, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(created, "ETag")).isEmpty();
    JsonNode key = json(created.body());
    String text = key.path("apiKey").textValue();
    assertThat(text).matches("lp_live_[A-Z2-7]{16}_[A-Za-z0-9_-]{43}");
    assertThat(created.body())
        .isEqualTo(
            """
            {"apiKeyId":"%s","apiKey":"%s","organizationId":"org_acme","environment":"live",\
            "name":"the site","state":"active","scopes":["content:read"],"projects":["launch"],\
            "rateLimitTier":"standard","createdAt":"2026-04-17T13:10:00.123456Z",\
            "expiresAt":"2026-04-18T13:10:00Z"}\
            """
                .formatted(text.split("_", -1)[2], text));
    assertThat(whoami(text)).isEqualTo(200);
    String listed = manage("GET", KEYS, "").body();
    assertThat(listed).contains(key.path("apiKeyId").textValue(), "the site");
    assertThat(listed).doesNotContain(text.split("_", 4)[3]).doesNotContain("apiKey\"");
    fixture.now.set(fixture.now.get().plus(Duration.ofDays(1)));
    assertThat(whoami(text)).isEqualTo(401);
  }

  @Test
  void what_a_request_leaves_out_is_as_that_of_the_callers_key() {
    Minted bound =
        mint(
            builder ->
                builder
                    .organizationName("Acme")
                    .projects(Projects.only("launch"))
                    .rateLimitTier(RateLimitTier.PARTNER)
                    .expiresAt(fixture.now.get().plusSeconds(60)));
    HttpResponse<String> created =
        manage(bound.text(), "POST", KEYS, "{\"scopes\":[\"content:read\"],\"name\":null}");
    JsonNode key = json(created.body());
    assertThat(key.path("projects")).hasSize(1);
    assertThat(key.path("rateLimitTier").textValue()).isEqualTo("partner");
    assertThat(key.path("expiresAt").textValue()).isEqualTo("2026-04-17T13:11:00.123456Z");
    assertThat(key.has("name")).isFalse();
  }

  @Test
  void every_problem_of_a_request_is_listed_and_no_key_is_made() {
    int before = fixture.management.list(null).keys().size();
    HttpResponse<String> refused =
        manage(
            "POST",
            KEYS,
            """
            {"name":"a\\u0000b","scopes":["a b",7,"content:read"],
             "projects":["%s","a/b"],"rateLimitTier":"gold","environment":"prod",
             "expiresAt":"2026-04-17T13:10:00Z","organizationId":"org_other","secret":"x"}
            """
                .formatted("p".repeat(128)));
    assertThat(validationErrors(refused))
        .containsExactlyInAnyOrder(
            "/name is longer than 200 characters or has control characters",
            "/scopes/0 is not a scope such as content:read",
            "/scopes/1 is not a string",
            "/projects/0 is not a project: 1 to 64 of A-Za-z0-9._-",
            "/projects/1 is not a project: 1 to 64 of A-Za-z0-9._-",
            "/rateLimitTier is not one of standard, pilot, partner, unlimited",
            "/environment is not one of live, test",
            "/expiresAt is not in the future",
            "/organizationId is not a known field",
            "/secret is not a known field");
    for (String body :
        List.of(
            "{}",
            "{\"scopes\":[]}",
            "{\"scopes\":null}",
            "{\"scopes\":\"*\"}",
            "{\"scopes\":[\"content:read\"],\"projects\":[]}",
            "{\"scopes\":[\"content:read\"],\"expiresAt\":\"tomorrow\"}",
            "{\"scopes\":[%s]}".formatted("\"a\",".repeat(20) + "\"a\""))) {
      assertThat(validationErrors(manage("POST", KEYS, body))).as(body).isNotEmpty();
    }
    assertThat(manage("POST", KEYS, "{\"scopes\":").statusCode()).isIn(400, 422);
    assertThat(manage("POST", KEYS, " ".repeat(20_000) + "{}").statusCode()).isEqualTo(413);
    assertThat(fixture.management.list(null).keys()).hasSize(before);
  }

  @Test
  void a_key_gives_no_more_than_it_has() {
    HttpResponse<String> refused =
        manage(
            "POST",
            KEYS,
            """
            {"scopes":["content:write","*"],"rateLimitTier":"unlimited","environment":"test"}
            """);
    assertThat(refused.statusCode()).isEqualTo(403);
    JsonNode error = json(refused.body()).path("error");
    assertThat(error.path("code").textValue()).isEqualTo("FORBIDDEN_SCOPE");
    assertThat(error.at("/details/exceeds").toString())
        .isEqualTo("[\"scopes\",\"environment\",\"rateLimitTier\"]");
    assertThat(manage("POST", "/v1/api-keys/ABCDEFGHIJKLMN27/rotate", "{}").statusCode())
        .as("a rotation hands out a secret of a key that writes")
        .isEqualTo(403);
    assertThat(whoami(fixture.key)).isEqualTo(200);
  }

  @Test
  void a_rotated_key_has_two_secrets_until_the_grace_is_over() {
    HttpResponse<String> rotated = manage("POST", READER + "/rotate", "{\"grace\":\"PT1H\"}");
    assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
    assertThat(header(rotated, "Cache-Control")).isEqualTo("no-store");
    JsonNode key = json(rotated.body());
    assertThat(key.path("previousSecretExpiresAt").textValue())
        .isEqualTo("2026-04-17T14:10:00.123456Z");
    String next = key.path("apiKey").textValue();
    assertThat(whoami(next)).isEqualTo(200);
    assertThat(whoami(fixture.readerKey)).isEqualTo(200);
    fixture.now.set(fixture.now.get().plus(Duration.ofHours(1)));
    assertThat(whoami(next)).isEqualTo(200);
    assertThat(withoutRequestId(get("/v1/whoami", "X-Api-Key", fixture.readerKey)))
        .isEqualTo(withoutRequestId(get("/v1/whoami", "X-Api-Key", "nonsense")));
    assertThat(manage("GET", KEYS, "").body()).doesNotContain("previousSecretExpiresAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "P91D", "P1Y", "a day", "", "PT9223372036854775808S"})
  void a_grace_out_of_bounds_changes_nothing(String grace) {
    HttpResponse<String> refused =
        manage("POST", READER + "/rotate", "{\"grace\":\"%s\"}".formatted(grace));
    assertThat(validationErrors(refused))
        .containsExactly("/grace is not a duration from PT0S to P90D, such as P1D");
    assertThat(whoami(fixture.readerKey)).isEqualTo(200);
  }

  @Test
  void a_key_that_is_revoked_cannot_be_rotated() {
    assertThat(manage("DELETE", READER, "").statusCode()).isEqualTo(204);
    assertThat(manage("DELETE", READER, "").statusCode()).isEqualTo(204);
    assertThat(whoami(fixture.readerKey)).isEqualTo(401);
    assertError(
        manage("POST", READER + "/rotate", "{}"),
        409,
        "CONFLICT",
        "This API key is revoked or has expired. Create another one.");
  }

  @Test
  void a_killed_key_answers_503_until_it_is_restored() {
    HttpResponse<String> killed = manage("POST", READER + "/kill", "");
    assertThat(killed.statusCode()).isEqualTo(200);
    assertThat(json(killed.body()).path("state").textValue()).isEqualTo("killed");
    assertThat(whoami(fixture.readerKey)).isEqualTo(503);
    HttpResponse<String> restored = manage("POST", READER + "/restore", "");
    assertThat(json(restored.body()).path("state").textValue()).isEqualTo("active");
    assertThat(whoami(fixture.readerKey)).isEqualTo(200);
  }

  @Test
  void unknown_foreign_and_hidden_keys_are_answered_alike() {
    Minted bound = mint(builder -> builder.projects(Projects.only("launch")));
    for (String path : List.of("/rotate", "/kill", "/restore", "")) {
      List<Object> answers = new ArrayList<>();
      for (String id : List.of("AAAAAAAAAAAAAAAA", "FOREIGNAAAAAAAAA", "READERAAAAAAAAAA")) {
        String method = path.isEmpty() ? "DELETE" : "POST";
        HttpResponse<String> answer = manage(bound.text(), method, KEYS + "/" + id + path, "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        answers.add(withoutRequestId(answer));
      }
      assertThat(Set.copyOf(answers)).hasSize(1);
    }
    assertThat(manage(bound.text(), "GET", KEYS, "").body())
        .contains(bound.key().id().value())
        .doesNotContain("READER");
    assertThat(whoami(fixture.readerKey)).isEqualTo(200);
    assertThat(whoami(fixture.foreignKey)).isEqualTo(200);
  }

  @Test
  void an_id_that_is_none_is_a_problem_of_the_path() {
    for (String id : List.of("nope", "readeraaaaaaaaaa", "%00", fixture.readerKey)) {
      assertThat(validationErrors(manage("DELETE", KEYS + "/" + id, "")))
          .containsExactly("apiKeyId is not 16 characters of A-Z2-7");
    }
  }

  @Test
  void pages_lead_to_each_other_and_a_cursor_is_good_for_its_list_alone() {
    List<String> ids = new ArrayList<>();
    String query = "?limit=2";
    String cursor;
    do {
      JsonNode page = json(manage("GET", KEYS + query, "").body());
      page.path("items").forEach(key -> ids.add(key.path("apiKeyId").textValue()));
      cursor = page.path("nextCursor").textValue();
      query = "?limit=2&cursor=" + cursor;
    } while (cursor != null);
    assertThat(ids)
        .doesNotHaveDuplicates()
        .isSorted()
        .contains("READERAAAAAAAAAA", "SCOPELESSAAAAAAA");
    String first = json(manage("GET", KEYS + "?limit=1", "").body()).path("nextCursor").asText();
    Minted other =
        fixture.management.mint(MintRequest.of(new OrganizationId("org_other"), Scope.KEYS_MANAGE));
    assertThat(validationErrors(manage(other.text(), "GET", KEYS + "?cursor=" + first, "")))
        .containsExactly("cursor is not a cursor of this list; begin without one");
    assertThat(validationErrors(manage("GET", KEYS + "?limit=201&cursor=x&org=a", ""))).hasSize(3);
  }

  @Test
  void a_list_says_when_a_key_was_last_used_and_revalidates() {
    fixture.store.recordUses(Map.of(new ApiKeyId("READERAAAAAAAAAA"), fixture.now.get()));
    HttpResponse<String> list = manage("GET", KEYS, "");
    assertThat(list.body()).contains("\"lastUsedAt\":\"2026-04-17T13:10:00.123456Z\"");
    assertThat(
            get(KEYS, "X-Api-Key", fixture.managerKey, "If-None-Match", header(list, "ETag"))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void the_audit_trail_says_which_key_did_it_in_which_request() {
    HttpResponse<String> killed = manage("POST", READER + "/kill", "");
    AuditEntry entry = fixture.store.entries(Fixture.ACME, null, 1).entries().getFirst();
    assertThat(entry.actor())
        .isEqualTo(
            Actor.of(new ApiKeyId("MANAGERAAAAAAAAA")).during(header(killed, "X-Request-Id")));
  }

  @Test
  void a_key_that_ends_in_mid_request_finishes_that_request() {
    Minted ending = mint(builder -> builder.expiresAt(fixture.now.get().plusSeconds(1)));
    fixture.administering.set(() -> fixture.now.set(fixture.now.get().plusSeconds(1)));
    HttpResponse<String> killed = manage(ending.text(), "POST", READER + "/kill", "");
    assertThat(killed.statusCode()).isEqualTo(200);
    assertThat(whoami(ending.text())).isEqualTo(401);
  }

  @Test
  void no_key_is_made_that_ends_between_the_request_and_its_making() {
    int before = fixture.management.list(null).keys().size();
    // In the microsecond that stores know no parts of.
    HttpResponse<String> refused =
        manage(
            "POST",
            KEYS,
            "{\"scopes\":[\"content:read\"],\"expiresAt\":\"2026-04-17T13:10:00.1234565Z\"}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body())
        .contains("[{\"pointer\":\"/expiresAt\",\"reason\":\"is not in the future\"}]");
    assertThat(fixture.management.list(null).keys()).hasSize(before);
  }

  @Test
  void an_organization_without_a_sandbox_is_told_so_when_it_asks_for_a_test_key() {
    Minted manager =
        fixture.management.mint(
            MintRequest.of(
                new OrganizationId("o".repeat(60)), Scope.KEYS_MANAGE, Scope.CONTENT_READ));
    HttpResponse<String> refused =
        manage(
            manager.text(),
            "POST",
            KEYS,
            "{\"scopes\":[\"content:read\"],\"environment\":\"test\"}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("\"pointer\":\"/environment\"");
  }

  private Minted mint(UnaryOperator<KeyTerms.Builder> more) {
    KeyTerms.Builder terms =
        KeyTerms.builder(Fixture.ACME).scopes(Scope.KEYS_MANAGE, Scope.CONTENT_READ);
    return fixture.management.mint(new MintRequest(more.apply(terms).build()));
  }
}
