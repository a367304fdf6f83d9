package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.json.AuditJson;
import dev.assetlookup.json.ChangeToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading who changed what. */
class AuditRequestsTest extends WireTest {
  private static final String PATH = "/v1/audit-log";
  private static final String EMPTY = "{\"assets\":[]}";

  private JsonNode entries(String query) {
    HttpResponse<String> response = get(PATH + query, "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    return json(response.body());
  }

  private static List<String> actions(JsonNode page) {
    return page.path("items").findValuesAsText("action");
  }

  private HttpResponse<String> put(String container, String body) {
    return sendJson("PUT", Fixture.path(container), body);
  }

  private static String container(int number) {
    return "cnt_00000000-0000-4000-8000-%012d".formatted(number);
  }

  @Test
  void an_entry_has_every_field_in_order() {
    HttpResponse<String> written =
        put(Fixture.CONTAINER, "{\"projectId\":\"launch\",\"assets\":[]}");
    JsonNode entry = entries("?limit=1").at("/items/0");
    assertThat(entry.toString())
        .isEqualTo(
            "{\"id\":\""
                + entry.path("id").textValue()
                + "\",\"at\":\""
                + entry.path("at").textValue()
                + "\",\"action\":\"container.replaced\","
                + "\"actor\":{\"kind\":\"key\",\"name\":\""
                + fixture.keyId
                + "\",\"requestId\":\""
                + header(written, "X-Request-Id")
                + "\"},\"containerId\":\""
                + Fixture.CONTAINER
                + "\",\"projectId\":\"launch\",\"revisionBefore\":1,\"revisionAfter\":2,"
                + "\"apiKeyId\":null}");
  }

  @Test
  void each_request_that_changes_something_has_one_entry_and_no_other_has_any() {
    int before = entries("?limit=200").path("items").size();
    put(container(1), EMPTY);
    put(container(1), EMPTY);
    put(container(1), "{\"assets\":[{\"url\":\"no url\"}]}");
    sendJson("PUT", Fixture.path(container(1)), EMPTY, "If-Match", "\"other\"");
    get(Fixture.VIDEO_PATH, "X-Api-Key", fixture.key);
    send("DELETE", Fixture.path(container(1)), "X-Api-Key", fixture.readerKey);
    HttpResponse<String> deleted =
        send("DELETE", Fixture.path(container(1)), "X-Api-Key", fixture.key);
    send("DELETE", Fixture.path(container(1)), "X-Api-Key", fixture.key);
    JsonNode page = entries("?limit=200");
    assertThat(page.path("items")).hasSize(before + 2);
    assertThat(actions(page).subList(0, 2))
        .containsExactly("container.deleted", "container.published");
    assertThat(page.at("/items/0/actor/requestId").textValue())
        .isEqualTo(header(deleted, "X-Request-Id"));
    assertThat(page.at("/items/0/revisionBefore").longValue()).isEqualTo(1);
    assertThat(page.at("/items/1/revisionBefore").isNull()).isTrue();
  }

  @Test
  void filters_are_combined() {
    put(container(1), EMPTY);
    put(container(2), EMPTY);
    send("DELETE", Fixture.path(container(2)), "X-Api-Key", fixture.key);
    assertThat(actions(entries("?container=" + container(2))))
        .containsExactly("container.deleted", "container.published");
    assertThat(actions(entries("?action=container.published&container=" + container(2))))
        .containsExactly("container.published");
    assertThat(actions(entries("?action=container.deleted&action=key.minted&actor=key")))
        .containsExactly("container.deleted");
    assertThat(actions(entries("?actor=key:" + fixture.keyId))).hasSize(3);
    assertThat(actions(entries("?actor=key:WRITERAAAAAAAAAA"))).isEmpty();
    assertThat(actions(entries("?actor=application&action=key.minted")))
        .isNotEmpty()
        .containsOnly("key.minted");
    assertThat(actions(entries("?actor=key&since=9999-01-01T00:00:00Z"))).isEmpty();
    assertThat(actions(entries("?actor=key&until=1970-01-01T00:00:00Z"))).isEmpty();
    String newest = entries("?limit=1").at("/items/0/at").textValue();
    assertThat(actions(entries("?container=" + container(2) + "&since=" + newest)))
        .containsExactly("container.deleted");
    assertThat(actions(entries("?actor=key&until=" + newest))).hasSize(3);
  }

  @Test
  void pages_show_each_entry_once_while_others_write() {
    List<String> all = entries("?limit=200").path("items").findValuesAsText("id");
    List<String> seen = new ArrayList<>();
    String query = "?limit=2";
    for (int pages = 0; pages < all.size(); pages++) {
      JsonNode page = entries(query);
      seen.addAll(page.path("items").findValuesAsText("id"));
      put(container(pages), EMPTY);
      if (page.path("nextCursor").isNull()) {
        break;
      }
      query = "?limit=2&cursor=" + page.path("nextCursor").textValue();
    }
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void another_organizations_entries_are_absent() {
    assertThat(entries("?limit=200").path("items").findValuesAsText("containerId"))
        .doesNotContain(Fixture.FOREIGN);
  }

  @Test
  void a_key_without_the_scope_is_refused_also_one_for_all_data() {
    assertError(
        get(PATH, "X-Api-Key", fixture.readerKey),
        403,
        "FORBIDDEN_SCOPE",
        "The API key lacks the scope audit:read.");
    Minted all = fixture.management.mint(MintRequest.of(Fixture.ACME, Scope.ALL_DATA));
    assertError(
        get(PATH, "X-Api-Key", all.text()),
        403,
        "FORBIDDEN_SCOPE",
        "The API key lacks the scope audit:read.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor=nope",
        "cursor=",
        "limit=0",
        "limit=201",
        "limit=x",
        "since=yesterday",
        "until=",
        "action=container.gone",
        "action=",
        "actor=nobody",
        "actor=key:",
        "actor=:",
        "actor=",
        "container=nope",
        "container=",
        "after=1"
      })
  void a_bad_parameter_is_refused_by_its_name(String query) {
    HttpResponse<String> response = get(PATH + "?" + query, "X-Api-Key", fixture.key);
    assertThat(validationErrors(response))
        .singleElement()
        .asString()
        .startsWith(query.substring(0, query.indexOf('=')) + " ");
  }

  @Test
  void a_cursor_of_another_organization_or_of_the_changes_is_refused() {
    LogPosition position = new LogPosition(1, fixture.now.get());
    String changes = ChangeToken.write(Fixture.ACME, position);
    assertThat(validationErrors(get(PATH + "?cursor=" + changes, "X-Api-Key", fixture.key)))
        .containsExactly(
            "cursor is not a cursor of this organization's audit log; begin without one");
    assertThat(AuditJson.cursor(new OrganizationId("org_other"), cursor())).isEmpty();
    assertThat(AuditJson.cursor(Fixture.ACME, cursor())).isPresent();
  }

  private String cursor() {
    return entries("?limit=1").path("nextCursor").textValue();
  }

  @Test
  void no_secret_and_no_digest_is_answered() {
    Minted minted = fixture.management.mint(MintRequest.of(Fixture.ACME, Scope.CONTENT_READ));
    String body = get(PATH + "?limit=200", "X-Api-Key", fixture.key).body();
    assertThat(body)
        .contains(minted.key().id().value(), "key.activated")
        .doesNotContain(minted.text().substring("lp_live_ABCDEFGHIJKLMN27_".length()))
        .doesNotContain(minted.key().status().secrets().current().hex());
  }

  @Test
  void a_store_without_an_audit_trail_says_so() throws IOException {
    FindAsset find = fixture.publishing;
    StandaloneServer without =
        new StandaloneServer(
            "127.0.0.1", 0, new ContentApi(find, AuthenticateKey.over(fixture.store)));
    without.start();
    try (RawClient client = new RawClient(without.port())) {
      client.send("GET " + PATH + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n");
      assertEnvelope(Objects.requireNonNull(client.read("GET")), 501, "AUDIT_NOT_KEPT");
    } finally {
      without.stop();
    }
  }
}
