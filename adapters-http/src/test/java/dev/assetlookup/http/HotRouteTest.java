package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKeyId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotRouteTest extends WireTest {
  // Without a meaning, but no plain request has one.
  private static final String QUERY = "?a=b";

  @Test
  void its_answers_are_those_of_the_way_through_helidon() {
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7), Fixture.slide(1));
    fixture.now.set(fixture.now.get().plus(Fixture.GRACE));
    fixture.management.killKey(new ApiKeyId("WRITERAAAAAAAAAA"));
    String tag = header(get(Fixture.SLIDE_PATH, "X-Api-Key", fixture.key), "ETag");
    Set<Integer> statuses = new TreeSet<>();
    for (String path :
        List.of(
            Fixture.SLIDE_PATH,
            Fixture.VIDEO_PATH,
            Fixture.path(Fixture.CONTAINER, "nope"),
            Fixture.path(Fixture.DELETED, "clip"),
            Fixture.path(Fixture.UNKNOWN, "clip"),
            Fixture.path("", ".."))) {
      for (String[] headers :
          List.of(
              new String[] {},
              new String[] {"X-Api-Key", fixture.key},
              new String[] {"Authorization", "bearer " + fixture.key},
              new String[] {"Authorization", "Basic " + fixture.key},
              new String[] {"X-Api-Key", fixture.writerKey},
              new String[] {"X-Api-Key", fixture.scopelessKey},
              new String[] {"X-Api-Key", fixture.key, "X-Layers-Organization", "org_acme"},
              new String[] {"X-Api-Key", fixture.key, "X-Layers-Organization", "org_other"},
              new String[] {"X-Api-Key", fixture.key, "If-None-Match", tag},
              new String[] {"X-Api-Key", fixture.key, "If-None-Match", "\"a\", W/" + tag},
              new String[] {"X-Api-Key", fixture.key, "If-None-Match", "*"},
              new String[] {"X-Api-Key", fixture.key, "If-None-Match", "\"other\""})) {
        HttpResponse<String> hot = get(path, headers);
        assertThat(withoutRequestId(hot))
            .as("%s %s", path, List.of(headers))
            .isEqualTo(withoutRequestId(get(path + QUERY, headers)));
        statuses.add(hot.statusCode());
      }
    }
    assertThat(statuses).containsExactly(200, 304, 401, 403, 404, 503);
  }

  @Test
  void requests_of_both_ways_are_answered_in_order() throws IOException {
    String head = " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n";
    String plain = "GET " + Fixture.SLIDE_PATH + head + "\r\n";
    String detour = "GET " + Fixture.VIDEO_PATH + QUERY + head + "\r\n";
    String last = "GET " + Fixture.VIDEO_PATH + head + "Connection: close\r\n\r\n";
    assertThat(RawClient.exchange(server.port(), plain + plain + detour + plain + last))
        .extracting(RawClient.Response::body)
        .containsExactly(
            Fixture.SLIDE_JSON,
            Fixture.SLIDE_JSON,
            Fixture.CLIP_JSON,
            Fixture.SLIDE_JSON,
            Fixture.CLIP_JSON);
  }

  @Test
  void it_takes_plain_requests() {
    assertThat(isTaken("GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\n")).isTrue();
    assertThat(
            isTaken("GET /v1/content/a/assets/b HTTP/1.1\r\nConnection: keep-alive\r\nHost: a\r\n"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/content/a/assets/b HTTP/1.0\r\n",
        "HEAD /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\n",
        "PUT /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\n",
        "GET http://a/v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/a/assets/b?c HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/a/assets/b;c=d HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/%61/assets/b HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/a/assets/b/ HTTP/1.1\r\nHost: a\r\n",
        "GET /x/v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/a HTTP/1.1\r\nHost: a\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nX-Api-Key: a\r\nX-Api-Key: a\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nAuthorization:\r\n",
        "GET /v1/content/a/assets/b HTTP/1.1\r\nHost: a\r\nIf-None-Match: a\r\nIf-None-Match:\r\n",
      })
  void it_leaves_all_others_to_helidon(String head) {
    assertThat(isTaken(head)).isFalse();
  }

  private boolean isTaken(String head) {
    HotRoute route = fixture.api().hotRoute(Duration.ofSeconds(60));
    byte[] bytes = (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return route.answer(RequestHead.parse(bytes), () -> new Peer(new InetSocketAddress(1))) != null;
  }
}
