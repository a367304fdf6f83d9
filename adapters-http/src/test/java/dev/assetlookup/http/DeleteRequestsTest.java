package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting containers. */
class DeleteRequestsTest extends WireTest {
  private static final String PATH = Fixture.path(Fixture.CONTAINER);

  @Test
  void everything_of_a_deleted_container_is_gone_at_once() {
    fixture.publish(Fixture.CONTAINER, Fixture.slide(1));
    HttpResponse<String> response = delete(PATH);
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "X-Request-Id")).startsWith("req_");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(read(PATH)).isEqualTo(404);
    assertThat(read(Fixture.SLIDE_PATH)).isEqualTo(404);
    assertThat(read(Fixture.VIDEO_PATH)).as("superseded, in its grace").isEqualTo(404);
    assertThat(get("/v1/content", "X-Api-Key", fixture.key).body()).contains("\"items\":[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.DELETED, Fixture.UNKNOWN, Fixture.FOREIGN})
  void deleting_what_is_not_there_is_done_already(String container) {
    assertThat(delete(Fixture.path(container)).statusCode()).isEqualTo(204);
    assertThat(get(Fixture.path(Fixture.FOREIGN), "X-Api-Key", fixture.foreignKey).statusCode())
        .isEqualTo(200);
  }

  @Test
  void if_match_deletes_only_what_was_read() {
    String tag = header(get(PATH, "X-Api-Key", fixture.key), "ETag");
    fixture.publish(Fixture.CONTAINER, Fixture.slide(1));
    assertThat(delete(PATH, "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(read(PATH)).isEqualTo(200);
    String next = header(get(PATH, "X-Api-Key", fixture.key), "ETag");
    assertThat(delete(PATH, "If-Match", next).statusCode()).isEqualTo(204);
    assertThat(delete(PATH, "If-Match", next).statusCode()).isEqualTo(412);
    assertThat(delete(PATH).statusCode()).isEqualTo(204);
  }

  @Test
  void it_needs_a_key_and_the_scope() {
    assertThat(send("DELETE", PATH).statusCode()).isEqualTo(401);
    assertError(
        send("DELETE", PATH, "X-Api-Key", fixture.readerKey),
        403,
        "FORBIDDEN_SCOPE",
        "The API key lacks the scope content:write.");
    assertThat(read(PATH)).isEqualTo(200);
  }

  private HttpResponse<String> delete(String path, String... condition) {
    return sendJson("DELETE", path, "", condition);
  }

  private int read(String path) {
    return get(path, "X-Api-Key", fixture.key).statusCode();
  }
}
