package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is gone: its owner is told why, nobody else is told that it ever was. */
class StaleIdsTest extends WireTest {
  private static final String SUPERSEDED_AT = "2026-04-17T13:10:00.123456Z";

  @Test
  void in_its_grace_a_superseded_asset_is_found_and_marked() {
    String before = own(Fixture.VIDEO_PATH).body();
    fixture.publish(Fixture.CONTAINER, Fixture.slide(1));
    HttpResponse<String> response = own(Fixture.VIDEO_PATH);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            before.substring(0, before.length() - 1)
                + ",\"supersededAt\":\""
                + SUPERSEDED_AT
                + "\"}");
    assertThat(own(Fixture.SLIDE_PATH).body()).doesNotContain("supersededAt");
  }

  @Test
  void past_its_grace_its_owner_is_told_what_stands_in_its_place() {
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7), Fixture.slide(1));
    passGrace();
    HttpResponse<String> response = own(Fixture.VIDEO_PATH);
    assertThat(response.statusCode()).isEqualTo(404);
    JsonNode error = json(response.body()).path("error");
    assertThat(error.path("message").textValue()).isEqualTo("Asset not on this container.");
    JsonNode details = error.path("details");
    assertThat(details.path("reason").textValue()).isEqualTo("superseded");
    assertThat(details.path("supersededAt").textValue()).isEqualTo(SUPERSEDED_AT);
    assertThat(details.path("currentAsset"))
        .isEqualTo(json(own(Fixture.path(Fixture.CONTAINER, "slide-7")).body()));
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void where_nothing_stands_in_its_place_that_is_null() {
    fixture.publish(Fixture.CONTAINER, Fixture.clip());
    passGrace();
    JsonNode details =
        json(own(Fixture.path(Fixture.CONTAINER, "slide-2")).body()).at("/error/details");
    assertThat(details.path("reason").textValue()).isEqualTo("superseded");
    assertThat(details.path("currentAsset").isNull()).isTrue();
  }

  @Test
  void a_new_asset_of_its_id_wins_at_once() {
    fixture.publish(Fixture.CONTAINER, Fixture.clip());
    fixture.publish(Fixture.CONTAINER, Fixture.slide(1));
    assertThat(own(Fixture.SLIDE_PATH).body()).doesNotContain("supersededAt");
    passGrace();
    assertThat(own(Fixture.SLIDE_PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void of_a_deleted_container_its_owner_is_told_whatever_the_id() {
    for (String asset : new String[] {"slide-1", "never-there"}) {
      HttpResponse<String> response = own(Fixture.path(Fixture.DELETED, asset));
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body())
          .startsWith("{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"Container not found.\"")
          .endsWith(",\"details\":{\"reason\":\"container_deleted\"}}}");
    }
  }

  @Test
  void a_stranger_s_answer_is_the_one_for_what_never_was() {
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7));
    passGrace();
    for (String method : new String[] {"GET", "HEAD"}) {
      Object unknown = stranger(method, Fixture.path(Fixture.UNKNOWN, "clip"));
      assertThat(stranger(method, Fixture.VIDEO_PATH)).isEqualTo(unknown);
      assertThat(stranger(method, Fixture.path(Fixture.DELETED, "slide-1"))).isEqualTo(unknown);
      Object unknownContainer = stranger(method, Fixture.path(Fixture.UNKNOWN));
      assertThat(stranger(method, Fixture.path(Fixture.DELETED))).isEqualTo(unknownContainer);
      assertThat(stranger(method, Fixture.path(Fixture.CONTAINER))).isEqualTo(unknownContainer);
    }
  }

  @Test
  void without_the_scope_nobody_is_told_anything() {
    assertError(
        get(Fixture.path(Fixture.DELETED, "slide-1"), "X-Api-Key", fixture.writerKey),
        403,
        "FORBIDDEN_SCOPE",
        "The API key lacks the scope content:read.");
  }

  private HttpResponse<String> own(String path) {
    return get(path, "X-Api-Key", fixture.readerKey);
  }

  private Object stranger(String method, String path) {
    return withoutRequestId(send(method, path, "X-Api-Key", fixture.foreignKey));
  }

  private void passGrace() {
    Instant superseded = fixture.now.get();
    fixture.now.set(superseded.plus(Fixture.GRACE));
  }
}
