package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.wire.Site.Clients;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route, in its good and its main bad cases. What one server writes, the other one reads. */
@ParameterizedClass
@EnumSource
class RoutesTest {
  private static final String CHECKSUM = "0123456789abcdef".repeat(4);

  private final Site site;
  private final Clients clients;
  private final Client client;
  private final Client other;

  RoutesTest(Store store) {
    site = Site.of(store);
    clients = site.newClients();
    client = clients.first();
    other = clients.second();
  }

  @Test
  void a_container_is_read_as_it_was_put_whatever_is_in_it() {
    String body =
        """
        {"id":"%s","projectId":"p.1","status":"processing","format":"carousel \u00e9","creativeType":"multi \u00e9",
         "caption":"two\\nlines, \\"quotes\\", \\\\ and \\ud83d\\ude00","firstComment":"",
         "assets":[
          {"containerId":"%1$s","assetId":"mine","kind":"video","url":"https://media.example.com/a.mp4",
           "thumbnailUrl":"https://media.example.com/a.jpg","mimeType":"video/mp4",
           "sizeBytes":9007199254740993,"durationMs":9223372036854775807,"width":2147483647,
           "height":1,"checksumSha256":"%s","expiresAt":"9999-12-31T23:59:59.999999Z"},
          {"containerId":"%1$s","assetId":"b","kind":"image","url":"https://media.example.com/b.png",
           "thumbnailUrl":null}],
         "approvalStatus":"pending","createdAt":"2026-04-17T13:10:00.000001Z",
         "completedAt":"1970-01-01T00:00:00Z","lastError":"none"}
        """
            .formatted(Client.container(1), CHECKSUM);
    Reply created = client.put(1, draft(body)).is(201);
    assertThat(created.json().toString())
        .isEqualTo(Reply.parse(body).toString().replaceFirst("}$", primary(created) + "}"));
    Reply read = other.get(Client.path(1)).is(200);
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(read.tag()).isEqualTo(created.tag());
    assertThat(other.get(Client.path(1, "mine")).is(200).json()).isEqualTo(created.at("/assets/0"));
    assertThat(created.header("Cache-Control")).isEqualTo("private, no-cache");
  }

  /** Less what a draft may not say. */
  private static String draft(String container) {
    return container.replaceAll("\"(id|containerId)\":\"[^\"]*\",", "");
  }

  private static String primary(Reply container) {
    return ",\"primaryAsset\":" + container.at("/assets/0");
  }

  @Test
  void a_put_replaces_the_set_and_keeps_the_ids_of_urls_that_stay() {
    Reply created = client.put(1, Drafts.of("a.png", "b.png")).is(201);
    Reply replaced = other.put(1, Drafts.of("b.png", "x/a.png", "c.png")).is(200);
    assertThat(replaced.all("/assets", "/assetId")).containsExactly("b", "a", "c");
    assertThat(replaced.at("/createdAt")).isEqualTo(created.at("/createdAt"));
    assertThat(client.get(Client.path(1, "a")).at("/url").textValue())
        .isEqualTo(Drafts.MEDIA + "x/a.png");
    Reply back = client.put(1, Drafts.of("a.png")).is(200);
    assertThat(back.all("/assets", "/assetId")).as("of old").containsExactly("a");
  }

  @Test
  void repeating_a_put_changes_nothing() {
    String body = Drafts.with("\"caption\":\"c\",", "a.png", "b.png");
    Reply first = client.put(1, body).is(201);
    Reply second = other.put(1, body).is(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.tag()).isEqualTo(first.tag());
    assertThat(clients.graceless().get(Client.path(1, "a")).is(200).body())
        .as("not superseded")
        .isEqualTo(first.at("/assets/0").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent | If-Match | * | 412",
        "absent | If-Match | \"x\" | 412",
        "absent | If-None-Match | * | 201",
        "present | If-Match | * | 200",
        "present | If-Match | TAG | 200",
        "present | If-Match | W/TAG | 412",
        "present | If-Match | OLD | 412",
        "present | If-Match | OLD, TAG | 200",
        "present | If-None-Match | * | 412",
        "present | If-None-Match | TAG | 412",
        "present | If-None-Match | OLD | 200",
        "deleted | If-Match | * | 412",
        "deleted | If-Match | TAG | 412",
        "deleted | If-None-Match | * | 201",
      })
  void a_conditional_put_is_done_if_its_condition_holds(
      String state, String name, String value, int status) {
    String old = "\"-\"";
    String tag = "\"-\"";
    if (!state.equals("absent")) {
      old = client.put(1, Drafts.of("old.png")).is(201).tag();
      tag = client.put(1, Drafts.of("a.png")).is(200).tag();
    }
    if (state.equals("deleted")) {
      client.delete(1).is(204);
    }
    String before = client.get(Client.path(1)).withoutRequestId();
    Reply reply =
        other.put(1, Drafts.of("b.png"), name, value.replace("TAG", tag).replace("OLD", old));
    if (status == 412) {
      reply.is(412, "PRECONDITION_FAILED");
      assertThat(client.get(Client.path(1)).withoutRequestId()).isEqualTo(before);
    } else {
      assertThat(client.get(Client.path(1)).tag()).isEqualTo(reply.is(status).tag());
    }
  }

  @Test
  void a_read_whose_tag_the_reader_has_is_304() {
    String tag = client.put(1, Drafts.of("a.png")).is(201).tag();
    for (String path : List.of(Client.path(1), Client.path(1, "a"), "/v1/content", "/v1/whoami")) {
      String known = client.get(path).is(200).tag();
      Reply unchanged = other.get(path, "If-None-Match", known).is(304);
      assertThat(unchanged.body()).isEmpty();
      assertThat(unchanged.tag()).isEqualTo(known);
    }
    client.put(1, Drafts.of("b.png")).is(200);
    assertThat(other.get(Client.path(1), "If-None-Match", tag).is(200).tag()).isNotEqualTo(tag);
  }

  @Test
  void head_answers_as_get_does_without_the_body() {
    client.put(1, Drafts.of("slide-1.png")).is(201);
    for (String path :
        List.of(Client.path(1), Client.path(1, "slide-1"), "/v1/content", "/v1/whoami")) {
      Reply get = client.get(path).is(200);
      Reply head = other.send("HEAD", path, "").is(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.tag()).isEqualTo(get.tag());
    }
  }

  @Test
  void a_deleted_container_is_gone_at_once_and_can_be_made_anew() {
    String tag = client.put(1, Drafts.of("a.png")).is(201).tag();
    assertThat(other.delete(1, "If-Match", "\"x\"").is(412, "PRECONDITION_FAILED").status())
        .isEqualTo(412);
    assertThat(other.delete(1, "If-Match", tag).is(204).body()).isEmpty();
    for (Client reader : List.of(client, other)) {
      reader.get(Client.path(1)).is(404, "NOT_FOUND");
      reader.get(Client.path(1, "a")).is(404, "NOT_FOUND");
      assertThat(reader.get("/v1/content").is(200).at("/items")).isEmpty();
    }
    client.delete(1).is(204);
    client.delete(2).is(204);
    assertThat(client.put(1, Drafts.of("b.png")).is(201).all("/assets", "/assetId"))
        .containsExactly("b");
    other.get(Client.path(1, "a")).is(404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "00000000-0000-4000-8000-000000000030",
    "cnt_00000000-0000-4000-8000-000000000030",
    "CNT_00000000-0000-4000-8000-000000000030",
    "0000000000800800000000001G",
    "cnt_0000000000800800000000001g",
  })
  void one_container_has_many_names(String id) {
    client.put(30, Drafts.of("a.png")).is(201);
    boolean known = !id.startsWith("CNT");
    Reply asset = other.get("/v1/content/" + id + "/assets/%61");
    Reply container = other.get("/v1/content/" + id);
    if (known) {
      assertThat(asset.is(200).at("/containerId").textValue()).isEqualTo(Client.container(30));
      assertThat(container.is(200).at("/id").textValue()).isEqualTo(Client.container(30));
    } else {
      asset.is(404, "NOT_FOUND");
      container.is(422, "VALIDATION");
    }
  }

  @Test
  void what_is_not_there_is_404() {
    client.put(1, Drafts.of("a.png")).is(201);
    for (String path :
        List.of(
            Client.path(1, "b"),
            Client.path(1, "A"),
            Client.path(1, "a%2Fb"),
            Client.path(2, "a"),
            Client.path(2),
            "/v1/content/nonsense/assets/a",
            "/v2/content")) {
      other.get(path).is(404, "NOT_FOUND");
    }
  }

  @Test
  void what_is_wrong_with_a_request_is_reported_and_nothing_is_stored() {
    client.put(1, "{\"assets\":[{\"url\":\"ftp://x/y\"},7],\"x\":1}").is(422, "VALIDATION");
    client.put(1, "{\"assets\":[").is(422, "VALIDATION");
    client.put(1, Drafts.of("a.png", "a.png")).is(422, "VALIDATION");
    client.send("PUT", "/v1/content/nonsense", Drafts.of("a.png")).is(422, "VALIDATION");
    client.delete(1, "Content-Type", "text/plain").is(204);
    client.send("PUT", Client.path(1), "").is(415, "UNSUPPORTED_MEDIA_TYPE");
    client.send("PATCH", Client.path(1), "{}").is(405, "METHOD_NOT_ALLOWED");
    client.send("POST", Client.BATCH, "{}").is(422, "VALIDATION");
    client.get("/v1/content?limit=0&page=1").is(422, "VALIDATION");
    client.get("/v1/projects/a%20b/content").is(422, "VALIDATION");
    other.get(Client.path(1)).is(404, "NOT_FOUND");
  }

  @Test
  void a_container_may_hold_ten_thousand_assets() {
    String[] files =
        IntStream.range(0, 10_000).mapToObj(i -> "f" + i + ".png").toArray(String[]::new);
    Reply created = client.put(1, Drafts.of(files)).is(201);
    assertThat(other.get(Client.path(1)).is(200).body()).isEqualTo(created.body());
    assertThat(created.at("/assets/9999/assetId").textValue()).isEqualTo("f9999");
    assertThat(other.put(1, Drafts.of(files)).is(200).tag()).isEqualTo(created.tag());
  }

  @Test
  void a_hundred_pairs_are_looked_up_in_the_order_asked_and_one_more_is_refused() {
    for (int i = 0; i < 10; i++) {
      client.put(i, Drafts.of("a.png", "b.png", "c.png", "d.png", "e.png")).is(201);
    }
    String[] pairs =
        IntStream.range(0, 100)
            .mapToObj(i -> Client.pair(i * 7 % 20, "" + (char) ('a' + i % 5)))
            .toArray(String[]::new);
    JsonNode items = other.batch(pairs).is(200).at("/items");
    assertThat(items).hasSize(100);
    for (int i = 0; i < 100; i++) {
      JsonNode item = items.get(i);
      Reply single = other.get(Client.path(i * 7 % 20, "" + (char) ('a' + i % 5)));
      if (i * 7 % 20 < 10) {
        assertThat(item.path("asset")).isEqualTo(single.is(200).json());
      } else {
        assertThat(item.path("reason").textValue()).isEqualTo("container_not_found");
        single.is(404, "NOT_FOUND");
      }
    }
    other
        .send("POST", Client.BATCH, Drafts.batch(String.join(",", pairs), Client.pair(1, "a")))
        .is(422, "VALIDATION");
    assertThat(other.batch().is(200).at("/items")).isEmpty();
  }

  @Test
  void whoami_says_whom_the_key_stands_for_until_it_is_revoked() {
    String organization = Site.newOrganization();
    Minted minted = site.first().mint(organization, Scope.CONTENT_READ, new Scope("org:keys"));
    Client holder = other.with(minted.text());
    assertThat(holder.get("/v1/whoami").is(200).json().toString())
        .isEqualTo(
            "{\"organizationId\":\"%1$s\",\"workspaceId\":\"%1$s\","
                .formatted(organization)
                .concat("\"organizationName\":\"The \\\"%s\\\" \u00fc\",".formatted(organization))
                .concat("\"scopes\":[\"content:read\",\"org:keys\"],\"rateLimitTier\":\"partner\",")
                .concat("\"killSwitch\":false,\"apiAccessRevoked\":false,\"apiKeyId\":\"")
                .concat(minted.key().id() + "\",\"environment\":\"live\"}"));
    site.first().application().manageKeys().killOrganization(new OrganizationId(organization));
    for (Route route : Route.values()) {
      assertThat(route.ask(holder).status())
          .as("%s", route)
          .isEqualTo(route.needsKey() ? 503 : 200);
    }
    holder.get("/v1/whoami").is(503, "KILL_SWITCH");
    site.first().application().manageKeys().revoke(minted.key().id());
    holder.get("/v1/whoami").is(401, "UNAUTHENTICATED");
  }

  /** But those by which keys manage keys, which have tests of their own. */
  @Test
  void the_description_names_every_route() {
    JsonNode paths = client.with("").get("/v1/openapi.json").is(200).at("/paths");
    assertThat(
            paths
                .propertyStream()
                .filter(path -> !path.getKey().startsWith("/v1/api-keys"))
                .mapToLong(path -> methods(path.getValue()))
                .sum())
        .isEqualTo(Route.values().length);
  }

  private static long methods(JsonNode path) {
    return List.of("get", "put", "post", "delete").stream().filter(path::has).count();
  }

  @ParameterizedTest
  @EnumSource
  void a_route_needs_its_key_and_its_scope(Route route) {
    client.put(1, Drafts.of("slide-1.png")).is(201);
    String organization = Site.newOrganization();
    String unfit = route.scope().equals("content:read") ? "content:write" : "content:read";
    Reply stranger = route.ask(client.with(""));
    Reply forger = route.ask(client.with(site.key(organization, Scope.ALL_DATA) + "x"));
    Reply unfitted = route.ask(client.with(site.key(organization, new Scope(unfit))));
    if (route.needsKey()) {
      stranger.is(401, "UNAUTHENTICATED");
      forger.is(401, "UNAUTHENTICATED");
    } else {
      assertThat(stranger.is(200).body()).isEqualTo(forger.is(200).body());
    }
    if (route.scope().isEmpty()) {
      unfitted.is(200);
    } else {
      unfitted.is(403, "FORBIDDEN_SCOPE");
      assertThat(unfitted.at("/error/message").textValue()).contains(route.scope());
    }
    // Buckets keep no log.
    assertThat(route.ask(client).status()).isIn(200, 204, route == Route.CHANGES ? 501 : 200);
  }

  @Test
  void to_another_organization_it_is_as_if_nothing_were_there() {
    Clients strangers = site.newClients();
    Client stranger = strangers.first();
    client.put(1, Drafts.with("\"projectId\":\"p\",", "slide-1.png", "gone.png")).is(201);
    client.put(1, Drafts.with("\"projectId\":\"p\",", "slide-1.png")).is(200);
    client.put(2, Drafts.of("slide-1.png")).is(201);
    client.delete(2).is(204);
    String before = client.get("/v1/content").is(200).body();
    for (Client asking : List.of(stranger, strangers.second(), strangers.graceless())) {
      for (String asset : List.of("slide-1", "gone")) {
        assertSameAsNever(asking, "/assets/" + asset);
      }
      assertSameAsNever(asking, "");
      assertThat(asking.batch(Client.pair(1, "slide-1"), Client.pair(2, "slide-1")).body())
          .isEqualTo(
              asking
                  .batch(Client.pair(3, "slide-1"), Client.pair(3, "slide-1"))
                  .body()
                  .replaceFirst(Client.container(3), Client.container(1))
                  .replaceFirst(Client.container(3), Client.container(2)));
      for (String list : List.of("/v1/content", "/v1/projects/p/content")) {
        assertThat(asking.get(list).is(200).body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
      }
    }
    stranger.delete(1).is(204);
    stranger.put(1, Drafts.of("theirs.png"), "If-Match", "*").is(412, "PRECONDITION_FAILED");
    stranger.put(1, Drafts.of("theirs.png"), "If-None-Match", "*").is(201);
    stranger.delete(1).is(204);
    assertThat(client.get("/v1/content").is(200).body()).isEqualTo(before);
    client.get(Client.path(1, "theirs")).is(404, "NOT_FOUND");
  }

  /** Containers 1 and 2 are somebody else's, and of container 3 nobody has heard. */
  private static void assertSameAsNever(Client asking, String rest) {
    String never = asking.get(Client.path(3) + rest).is(404, "NOT_FOUND").withoutRequestId();
    for (int container : List.of(1, 2)) {
      assertThat(asking.get(Client.path(container) + rest).withoutRequestId())
          .as("container %s%s", container, rest)
          .isEqualTo(never);
    }
  }
}
