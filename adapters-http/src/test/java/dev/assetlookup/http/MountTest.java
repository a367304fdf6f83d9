package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else's Helidon server, with routes of its own, that the API moves into. */
class MountTest {
  private final Fixture fixture = new Fixture();
  private final HttpClient client = OpenApiClient.ofMount();
  private WebServer server = WebServer.builder().build();

  @AfterEach
  void stop() {
    client.close();
    server.stop();
  }

  @Test
  void at_the_root_both_are_served() throws Exception {
    serve(routing -> theirs(routing.register(fixture.api())));
    assertOursUnder("");
    assertTheirs();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/a/b/c", "/v1", "/v1/content/x/assets"})
  void under_a_prefix_both_are_served(String prefix) throws Exception {
    serve(routing -> theirs(routing.register(prefix, fixture.api())));
    assertOursUnder(prefix.equals("/") ? "" : prefix);
    assertTheirs();
  }

  @Test
  void after_their_routes_it_is_served_too() throws Exception {
    serve(
        routing -> {
          theirs(routing);
          routing.register("/api", fixture.api());
        });
    assertOursUnder("/api");
    assertTheirs();
  }

  @Test
  void under_a_template_it_is_served_for_every_value() throws Exception {
    serve(routing -> routing.register("/tenants/{tenant}", fixture.api()));
    assertOursUnder("/tenants/a");
    assertOursUnder("/tenants/b%20c");
  }

  @Test
  void two_of_them_live_side_by_side() throws Exception {
    Fixture other = new Fixture();
    other.management.revoke(other.keyId);
    serve(routing -> routing.register("/a", fixture.api()).register("/b", other.api()));
    assertThat(get("/a" + Fixture.VIDEO_PATH).statusCode()).isEqualTo(200);
    assertThat(get("/b" + Fixture.VIDEO_PATH).statusCode()).isEqualTo(401);
  }

  private void serve(Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routes.accept(routing);
    server = WebServer.builder().host("127.0.0.1").routing(routing).build().start();
  }

  private static void theirs(HttpRouting.Builder routing) {
    routing
        .get("/theirs", (request, response) -> response.send("theirs"))
        .get("/v1/theirs", (request, response) -> response.send("theirs"))
        .get(
            "/v1/theirs/{id}",
            (request, response) -> response.send(request.path().pathParameters().get("id")))
        .get(
            "/deep/v1/content/{id}/assets/{asset}", (request, response) -> response.send("theirs"));
  }

  private void assertOursUnder(String prefix) throws Exception {
    HttpResponse<String> found = get(prefix + Fixture.VIDEO_PATH);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).isEqualTo(Fixture.CLIP_JSON);
    assertThat(get(prefix + "/v1/whoami").statusCode()).isEqualTo(200);
    assertThat(serverInTheDocumentAt(prefix + "/v1/openapi.json")).isEqualTo(prefix + "/");

    WireTest.assertError(
        get(prefix + Fixture.path(Fixture.CONTAINER, "a%2Fb")),
        404,
        "NOT_FOUND",
        "Asset not on this container.");
    WireTest.assertError(
        get(prefix + Fixture.path("%FF", "clip")), 404, "NOT_FOUND", "Container not found.");
    assertThat(get(prefix + "/x" + Fixture.VIDEO_PATH).body()).isNotEqualTo(found.body());
    assertThat(get(prefix + Fixture.VIDEO_PATH + "/").body()).isNotEqualTo(found.body());
  }

  /** As a client reads it that fetches the document there. */
  private String serverInTheDocumentAt(String path) throws Exception {
    JsonNode document = OpenApiContract.PUBLISHED.json(get(path).body());
    return URI.create(path).resolve(document.at("/servers/0/url").textValue()).toString();
  }

  private void assertTheirs() throws Exception {
    assertThat(get("/theirs").body()).isEqualTo("theirs");
    assertThat(get("/v1/theirs").body()).isEqualTo("theirs");
    assertThat(get("/v1/theirs/7").body()).isEqualTo("7");
    assertThat(get("/deep" + Fixture.VIDEO_PATH).body()).isEqualTo("theirs");
    HttpResponse<String> missing = get("/nope");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("X-Request-Id")).as("their own 404").isEmpty();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("X-Api-Key", fixture.key)
            .build(),
        BodyHandlers.ofString());
  }
}
