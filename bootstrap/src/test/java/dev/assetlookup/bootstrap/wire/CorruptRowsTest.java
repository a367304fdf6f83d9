package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row that somebody changed by hand, in container 2 of three. */
@ParameterizedClass
@EnumSource(names = {"H2_FILE", "POSTGRESQL"})
class CorruptRowsTest {
  private final Site site;
  private final String organization = Site.newOrganization();
  private final Client client;

  CorruptRowsTest(Store store) {
    site = Site.of(store);
    client = new Client(site.first(), site.key(organization, Scope.ALL_DATA));
  }

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 3; i++) {
      String createdAt = "\"createdAt\":\"2026-04-17T13:10:0%dZ\",".formatted(i);
      client
          .put(i, Drafts.with(createdAt + "\"projectId\":\"p\",", "a.png", "b.png", "c.png"))
          .is(201);
    }
  }

  private void damage(String table, String change, String where) {
    site.first()
        .sql(
            "update asset_lookup_%s set %s where org_id = '%s' and container_id = '%s'%s"
                .formatted(
                    table,
                    change,
                    organization,
                    Client.container(2).substring("cnt_".length()),
                    where));
  }

  private void damageAsset(String change, String asset) {
    damage("asset", change, " and asset_id = '" + asset + "'");
  }

  private void assertListed(int... containers) {
    List<String> expected = IntStream.of(containers).mapToObj(Client::container).toList();
    for (String list : List.of("/v1/content", "/v1/projects/p/content", "/v1/content?limit=1")) {
      assertThat(allPages(list)).isEqualTo(expected);
    }
  }

  private List<String> allPages(String path) {
    List<String> all = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String next = path;
    while (!next.isEmpty()) {
      Reply page = client.get(next).is(200);
      all.addAll(page.all("/items", "/id"));
      String cursor = page.at("/nextCursor").textValue();
      next = cursor == null ? "" : path + separator + "cursor=" + cursor;
    }
    return all;
  }

  private void assertOthersWork() {
    client.put(3, Drafts.of("new.png")).is(200);
    client.put(4, Drafts.of("new.png")).is(201);
    client.delete(4).is(204);
    client.get(Client.path(1)).is(200);
    client.get(Client.path(1, "b")).is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kind = 'IMAGE'", "url = 'nonsense'", "size_bytes = -1", "mime_type = 'png'"})
  void of_a_corrupt_asset_it_alone_and_its_container_are_no_answer(String change) {
    damageAsset(change, "b");
    client.get(Client.path(2)).isUnavailable();
    client.get(Client.path(2, "b")).isUnavailable();
    client.get(Client.path(2, "a")).is(200);
    String[] pairs = {
      Client.pair(1, "b"),
      Client.pair(2, "a"),
      Client.pair(2, "b"),
      Client.pair(2, "x"),
      Client.pair(2, "b"),
      Client.pair(3, "b"),
    };
    Reply batch = client.batch(pairs).is(200);
    assertThat(batch.all("/items", "/status"))
        .containsExactly("found", "found", "unavailable", "not_found", "unavailable", "found");
    assertThat(batch.at("/items/2").toString())
        .isEqualTo(Client.pair(2, "b").replace("}", ",\"status\":\"unavailable\"}"));
    assertListed(3, 2, 1);
    assertOthersWork();
  }

  @Test
  void a_container_whose_first_asset_is_corrupt_is_left_out_of_lists() {
    damageAsset("kind = 'IMAGE'", "a");
    client.get(Client.path(2)).isUnavailable();
    client.get(Client.path(2, "b")).is(200);
    assertListed(3, 1);
    assertOthersWork();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status = 'unheard-of'", "approval_status = 'maybe'"})
  void of_a_container_with_corrupt_details_the_assets_are_found_all_the_same(String change) {
    damage("container", change, "");
    client.get(Client.path(2)).isUnavailable();
    client.get(Client.path(2, "a")).is(200);
    assertThat(client.batch(Client.pair(2, "a"), Client.pair(2, "x")).all("/items", "/status"))
        .containsExactly("found", "not_found");
    assertListed(3, 1);
    assertOthersWork();
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "asset"})
  void a_put_without_a_precondition_replaces_a_corrupt_container(String table) {
    damage(table, table.equals("asset") ? "kind = 'IMAGE'" : "status = 'unheard-of'", "");
    Reply stored = client.put(2, Drafts.of("new.png")).is(200);
    assertThat(client.get(Client.path(2)).is(200).body()).isEqualTo(stored.body());
    client.get(Client.path(2, "new")).is(200);
    client.get(Client.path(2, "a")).is(404);
    client.put(2, Drafts.of("newer.png"), "If-Match", stored.tag()).is(200);
    assertOthersWork();
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "asset"})
  void a_delete_without_a_precondition_deletes_a_corrupt_container(String table) {
    damage(table, table.equals("asset") ? "kind = 'IMAGE'" : "status = 'unheard-of'", "");
    client.delete(2).is(204);
    client.get(Client.path(2)).is(404);
    assertListed(3, 1);
    client.put(2, Drafts.of("new.png")).is(201);
    assertOthersWork();
  }

  @ParameterizedTest
  @CsvSource({"PUT", "DELETE"})
  void a_corrupt_container_is_not_written_over_on_a_condition(String method) {
    damage("container", "status = 'unheard-of'", "");
    String body = method.equals("PUT") ? Drafts.of("new.png") : "";
    client.send(method, Client.path(2), body, "If-Match", "*").isUnavailable();
    client.send(method, Client.path(2), body, "If-None-Match", "\"x\"").isUnavailable();
    damage("container", "status = 'completed'", "");
    assertThat(client.get(Client.path(2)).is(200).all("/assets", "/assetId"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void a_corrupt_key_is_no_answer_for_its_holder_alone() {
    String corrupt = site.key(organization, Scope.ALL_DATA);
    String id = corrupt.split("_", -1)[2];
    site.first()
        .sql("update asset_lookup_api_key set environment = 'none' where key_id = '" + id + "'");
    for (Route route : Route.values()) {
      if (route.needsKey()) {
        route.ask(client.with(corrupt)).isUnavailable();
      }
    }
    client.get("/v1/whoami").is(200);
  }
}
