package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.MediaUrl;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading whole containers. */
class ContainerRequestsTest extends WireTest {
  private static final String PATH = Fixture.path(Fixture.CONTAINER);

  @Test
  void the_body_has_every_field_in_order_and_null_where_nothing_is_known() {
    String clip = Fixture.CLIP_JSON;
    String slide = Fixture.SLIDE_JSON;
    assertThat(read(PATH).body())
        .isEqualTo(
            "{\"id\":\""
                + Fixture.CONTAINER
                + "\",\"projectId\":null,"
                + "\"status\":\"completed\",\"format\":null,\"creativeType\":null,\"caption\":null,"
                + "\"firstComment\":null,\"assets\":["
                + clip
                + ","
                + slide
                + ","
                + slide.replace("slide-1", "slide-2")
                + "],\"approvalStatus\":\"not_required\","
                + "\"createdAt\":\"2026-04-17T13:10:00.123456Z\","
                + "\"completedAt\":null,\"lastError\":null,\"primaryAsset\":"
                + clip
                + "}");
  }

  @Test
  void an_empty_container_has_no_assets_and_no_primary_one() {
    fixture.publish(Fixture.CONTAINER);
    JsonNode body = json(read(PATH).body());
    assertThat(body.path("assets").isEmpty()).isTrue();
    assertThat(body.path("assets").isArray()).isTrue();
    assertThat(body.path("primaryAsset").isNull()).isTrue();
  }

  @Test
  void every_asset_is_of_the_shape_of_the_asset_route_and_resolves_there() {
    JsonNode body = json(read(PATH).body());
    List<JsonNode> assets = new ArrayList<>();
    body.path("assets").forEach(assets::add);
    assertThat(assets).hasSize(3);
    for (JsonNode asset : assets) {
      String path = Fixture.path(Fixture.CONTAINER, asset.path("assetId").textValue());
      assertThat(json(read(path).body())).isEqualTo(asset);
    }
  }

  @Test
  void superseded_assets_are_not_in_it_even_while_they_resolve() {
    fixture.publish(Fixture.CONTAINER, Fixture.slide(2));
    assertThat(read(Fixture.VIDEO_PATH).body()).contains("supersededAt");
    assertThat(read(PATH).body()).contains("slide-2").doesNotContain("clip", "supersededAt");
  }

  @Test
  void what_is_past_its_expiry_is_still_in_it() {
    AssetDescriptor expiring =
        AssetDescriptor.at(new MediaUrl("https://media.example.com/m/upload.bin"))
            .expiresAt(fixture.now.get().plus(Duration.ofSeconds(1)))
            .build();
    fixture.publish(Fixture.CONTAINER, expiring, Fixture.slide(1));
    String before = header(read(PATH), "ETag");
    assertThat(json(read(PATH).body()).at("/primaryAsset/assetId").textValue()).isEqualTo("upload");
    fixture.now.updateAndGet(now -> now.plusSeconds(1));
    assertThat(header(read(PATH), "ETag")).isEqualTo(before);
    assertThat(read(PATH + "/assets/upload").body()).contains("expiresAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9c855048-b470-42e7-8f1b-032324d48555",
        "CNT_9c855048-b470-42e7-8f1b-032324d48555",
        "cnt_9C855048-B470-42E7-8F1B-032324D48555",
        "4WGN84HD3G8BKRY6R34CJD91AN",
      })
  void other_spellings_name_the_same_container(String spelling) {
    HttpResponse<String> response = get(Fixture.path(spelling), "X-Api-Key", fixture.readerKey);
    if (spelling.startsWith("CNT")) {
      assertThat(validationErrors(response)).hasSize(1);
    } else {
      assertThat(response.body()).isEqualTo(read(PATH).body());
    }
  }

  @Test
  void an_answer_is_revalidated_by_its_tag() {
    HttpResponse<String> first = read(PATH);
    String tag = header(first, "ETag");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> same =
          send(method, PATH, "X-Api-Key", fixture.key, "If-None-Match", tag);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(header(same, "ETag")).isEqualTo(tag);
    }
    HttpResponse<String> head = send("HEAD", PATH, "X-Api-Key", fixture.key);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("" + first.body().length());
  }

  @Test
  void unknown_and_foreign_containers_answer_alike() {
    Object unknown = withoutRequestId(get(Fixture.path(Fixture.UNKNOWN), "X-Api-Key", fixture.key));
    assertThat(withoutRequestId(get(Fixture.path(Fixture.FOREIGN), "X-Api-Key", fixture.key)))
        .isEqualTo(unknown);
    assertError(
        get(Fixture.path(Fixture.FOREIGN), "X-Api-Key", fixture.key),
        404,
        "NOT_FOUND",
        "Container not found.");
  }

  @Test
  void a_deleted_container_is_gone_and_its_owner_is_told_why() {
    HttpResponse<String> response = get(Fixture.path(Fixture.DELETED), "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response.body()).at("/error/details/reason").textValue())
        .isEqualTo("container_deleted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "cnt_", "%FF", "%00", "", "a%2Fb", "ast_0"})
  void an_id_that_cannot_be_is_refused_by_name(String id) {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      HttpResponse<String> response = send(method, Fixture.path(id), "X-Api-Key", fixture.key);
      assertThat(validationErrors(response))
          .containsExactly("containerId is not a UUID or cnt_ and a UUID");
    }
  }

  @Test
  void the_scope_comes_before_everything_else() {
    for (String id : List.of(Fixture.CONTAINER, Fixture.UNKNOWN, "nope")) {
      for (String key : List.of(fixture.scopelessKey, fixture.writerKey)) {
        assertError(
            get(Fixture.path(id), "X-Api-Key", key),
            403,
            "FORBIDDEN_SCOPE",
            "The API key lacks the scope content:read.");
      }
      assertThat(get(Fixture.path(id)).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "OPTIONS"})
  void other_methods_are_not_allowed(String method) {
    HttpResponse<String> response = send(method, PATH, "X-Api-Key", fixture.key);
    assertError(
        response, 405, "METHOD_NOT_ALLOWED", "Only GET, HEAD, PUT and DELETE are allowed here.");
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, PUT, DELETE");
  }

  private HttpResponse<String> read(String path) {
    HttpResponse<String> response = get(path, "X-Api-Key", fixture.readerKey);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }
}
