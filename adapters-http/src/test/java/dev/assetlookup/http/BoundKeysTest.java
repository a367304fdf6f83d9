package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a key that is bound to a project is told when it writes. */
class BoundKeysTest extends WireTest {
  private static final String IN_USE = Fixture.path(Fixture.CONTAINER);
  private static final String INSIDE = "{\"projectId\":\"launch\",\"assets\":[]}";

  @Test
  void a_document_that_is_in_none_of_its_projects_is_forbidden_whatever_is_stored() {
    for (String body : new String[] {"{\"assets\":[]}", "{\"projectId\":\"x\",\"assets\":[]}"}) {
      for (String path : new String[] {IN_USE, Fixture.path(Fixture.UNKNOWN)}) {
        assertError(
            put(path, body),
            403,
            "FORBIDDEN_SCOPE",
            "The API key is bound to projects, and the projectId in the body is none of them.");
      }
    }
  }

  @Test
  void an_id_that_is_in_use_outside_is_neither_there_nor_free() {
    String before = get(IN_USE, "X-Api-Key", fixture.key).body();
    assertError(put(IN_USE, INSIDE), 404, "NOT_FOUND", "Container not found.");
    assertThat(put(IN_USE, INSIDE, "If-None-Match", "*").statusCode()).isEqualTo(404);
    assertThat(put(IN_USE, INSIDE, "If-Match", "*").statusCode()).isEqualTo(412);
    String tag = header(get(IN_USE, "X-Api-Key", fixture.key), "ETag");
    assertThat(put(IN_USE, INSIDE, "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(delete(IN_USE).statusCode()).isEqualTo(204);
    assertThat(delete(IN_USE, "If-Match", tag).statusCode()).isEqualTo(412);
    assertThat(get(IN_USE, "X-Api-Key", fixture.key).body()).isEqualTo(before);
  }

  @Test
  void within_its_projects_it_writes_as_any_other() {
    String path = Fixture.path(Fixture.UNKNOWN);
    assertThat(put(path, INSIDE).statusCode()).isEqualTo(201);
    assertThat(get(path, "X-Api-Key", fixture.boundKey).statusCode()).isEqualTo(200);
    assertThat(delete(path).statusCode()).isEqualTo(204);
    assertThat(get(path, "X-Api-Key", fixture.boundKey).body()).contains("container_deleted");
  }

  private HttpResponse<String> put(String path, String body, String... condition) {
    return write("PUT", path, body, condition);
  }

  private HttpResponse<String> delete(String path, String... condition) {
    return write("DELETE", path, "", condition);
  }

  private HttpResponse<String> write(String method, String path, String body, String... condition) {
    List<String> headers = new ArrayList<>(List.of(condition));
    headers.addAll(List.of("X-Api-Key", fixture.boundKey, "Content-Type", "application/json"));
    return send(method, path, BodyPublishers.ofString(body), headers.toArray(String[]::new));
  }
}
