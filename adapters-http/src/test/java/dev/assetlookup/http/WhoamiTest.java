package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WhoamiTest extends WireTest {
  @Test
  void a_key_can_ask_who_it_is() {
    HttpResponse<String> response = get("/v1/whoami", "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(response.body())
        .isEqualTo(
            """
            {"organizationId":"org_acme",\
            "workspaceId":"org_acme",\
            "organizationName":"Acme, \\"Inc\\" \u00fc",\
            "scopes":["audit:read","content:read","content:write"],\
            "rateLimitTier":"pilot",\
            "killSwitch":false,\
            "apiAccessRevoked":false,\
            "apiKeyId":"ABCDEFGHIJKLMN27",\
            "environment":"live"}\
            """);
  }

  @Test
  void it_needs_no_scope_and_an_unnamed_organization_goes_by_its_id() {
    HttpResponse<String> response = get("/v1/whoami", "X-Api-Key", fixture.scopelessKey);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response.body()).path("scopes").size()).isZero();
    assertThat(json(response.body()).path("organizationName").textValue()).isEqualTo("org_acme");
  }

  @Test
  void it_revalidates_and_answers_head() {
    String tag = header(get("/v1/whoami", "X-Api-Key", fixture.key), "ETag");
    assertThat(get("/v1/whoami", "X-Api-Key", fixture.key, "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    HttpResponse<String> head = send("HEAD", "/v1/whoami", "X-Api-Key", fixture.key);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
