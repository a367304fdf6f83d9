package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.OrganizationId;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest extends WireTest {
  private static final List<String> PATHS =
      List.of(
          Fixture.VIDEO_PATH,
          Fixture.path(Fixture.CONTAINER, "nope"),
          Fixture.path(Fixture.UNKNOWN, "clip"),
          Fixture.path("%FF", "%00"),
          "/v1/whoami");

  @Test
  void a_key_comes_in_its_own_header() {
    assertWelcome("X-Api-Key", fixture.key);
    assertWelcome("x-api-key", fixture.key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer    "})
  void a_key_comes_as_a_bearer_token_whatever_the_scheme_s_case(String scheme) {
    assertWelcome("Authorization", scheme + fixture.key);
  }

  @Test
  void the_key_header_wins_and_decides() {
    assertWelcome("X-Api-Key", fixture.key, "Authorization", "Bearer nonsense");
    assertUnauthenticated("X-Api-Key", "nonsense", "Authorization", "Bearer " + fixture.key);
  }

  @Test
  void the_organization_may_be_named_but_no_other_than_the_keys() {
    assertWelcome("X-Api-Key", fixture.key, "X-Layers-Organization", "org_acme");
    assertWelcome("X-Api-Key", fixture.key, "X-Layers-Organization", " ");
    for (String other : List.of("org_another", "ORG_ACME", "org_acme,org_another", "'")) {
      assertError(
          get("/v1/whoami", "X-Api-Key", fixture.key, "X-Layers-Organization", other),
          403,
          "FORBIDDEN_SCOPE",
          "X-Layers-Organization does not name the organization of the API key.");
    }
    assertUnauthenticated("X-Layers-Organization", "org_acme");
  }

  @Test
  void a_blank_key_header_counts_as_absent() {
    assertWelcome("X-Api-Key", "", "Authorization", "Bearer " + fixture.key);
    assertWelcome("X-Api-Key", " \t ", "Authorization", "Bearer " + fixture.key);
    assertUnauthenticated("X-Api-Key", "");
  }

  @Test
  void without_a_key_nobody_is_known() {
    assertUnauthenticated();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "lp_live_ABCDEFGHIJKLMN27",
        "lp_test_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN22_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_--",
        "Bearer lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_,x",
      })
  void a_key_that_is_not_good_is_rejected(String key) {
    assertUnauthenticated("X-Api-Key", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Basic ", "Token ", ""})
  void other_schemes_are_no_key(String scheme) {
    assertUnauthenticated(
        "Authorization", scheme + (scheme.startsWith("Bearer") ? "" : fixture.key));
  }

  @Test
  void an_absurdly_long_key_is_rejected() {
    assertUnauthenticated("X-Api-Key", "lp_live_" + "A".repeat(10_000));
    assertUnauthenticated("Authorization", "Bearer " + fixture.key + "A".repeat(10_000));
  }

  @Test
  void two_keys_are_no_key() {
    assertUnauthenticated("X-Api-Key", fixture.key, "X-Api-Key", fixture.key);
    assertUnauthenticated(
        "X-Api-Key",
        fixture.key,
        "X-Api-Key",
        fixture.key,
        "Authorization",
        "Bearer " + fixture.key);
    assertUnauthenticated("X-Api-Key", fixture.key, "X-Api-Key", "");
    assertUnauthenticated(
        "Authorization", "Bearer " + fixture.key, "Authorization", "Bearer " + fixture.key);
  }

  @Test
  void a_revoked_key_is_rejected_on_the_next_request() {
    assertWelcome("X-Api-Key", fixture.key);
    fixture.management.revoke(fixture.keyId);
    assertUnauthenticated("X-Api-Key", fixture.key);
  }

  @Test
  void a_killed_key_is_switched_off_and_on_on_the_next_request() {
    fixture.management.killKey(fixture.keyId);
    assertKilled("This API key is switched off.", "key");
    fixture.management.restoreKey(fixture.keyId);
    assertWelcome("X-Api-Key", fixture.key);
  }

  @Test
  void a_killed_organization_is_switched_off_with_all_its_keys() {
    fixture.management.killOrganization(new OrganizationId("org_acme"));
    assertKilled("This organization is switched off.", "org");
    assertThat(get("/v1/whoami", "X-Api-Key", fixture.foreignKey).statusCode()).isEqualTo(200);
  }

  private void assertWelcome(String... headers) {
    assertThat(get(Fixture.VIDEO_PATH, headers).statusCode()).isEqualTo(200);
    assertThat(get("/v1/whoami", headers).statusCode()).isEqualTo(200);
  }

  private void assertUnauthenticated(String... headers) {
    for (String path : PATHS) {
      HttpResponse<String> response = get(path, headers);
      assertError(response, 401, "UNAUTHENTICATED", "API key missing or not valid.");
      assertThat(header(response, "WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  private void assertKilled(String message, String scope) {
    for (String path : PATHS) {
      HttpResponse<String> response = get(path, "X-Api-Key", fixture.key);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body())
          .isEqualTo(
              "{\"error\":{\"code\":\"KILL_SWITCH\",\"message\":\""
                  + message
                  + "\",\"requestId\":\""
                  + header(response, "X-Request-Id")
                  + "\",\"details\":{\"scope\":\""
                  + scope
                  + "\"}}}");
    }
  }
}
