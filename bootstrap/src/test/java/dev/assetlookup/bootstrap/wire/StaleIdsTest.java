package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is gone, asked for at a server within the grace and at one whose grace is over. */
@ParameterizedClass
@EnumSource
class StaleIdsTest {
  private final Clients clients;
  private final Client client;

  StaleIdsTest(Store store) {
    clients = Site.of(store).newClients();
    client = clients.first();
  }

  private JsonNode pastGrace(String asset) {
    return clients.graceless().get(Client.path(1, asset)).is(404, "NOT_FOUND").at("/error/details");
  }

  private static Instant instant(JsonNode time) {
    return Instant.parse(time.asText());
  }

  @Test
  void in_its_grace_a_superseded_asset_is_found_and_marked() {
    Instant before = Instant.now();
    client.put(1, Drafts.of("a.png", "b.png")).is(201);
    JsonNode current = client.get(Client.path(1, "a")).is(200).json();
    client.put(1, Drafts.of("b.png")).is(200);
    Reply reply = clients.second().get(Client.path(1, "a")).is(200);
    assertThat(instant(reply.at("/supersededAt"))).isBetween(before.minusMillis(1), Instant.now());
    assertThat(reply.body())
        .isEqualTo(
            current.toString().replaceFirst("}$", ",\"supersededAt\":")
                + reply.at("/supersededAt")
                + "}");
    assertThat(client.get(Client.path(1, "b")).is(200).json().has("supersededAt")).isFalse();
  }

  @Test
  void past_its_grace_the_answer_shows_what_stands_in_its_place() {
    client.put(1, Drafts.of("a.png", "b.png")).is(201);
    client.put(1, Drafts.of("c.png", "b.png")).is(200);
    JsonNode details = pastGrace("a");
    assertThat(details.path("reason").textValue()).isEqualTo("superseded");
    assertThat(details.path("currentAsset")).isEqualTo(client.get(Client.path(1, "c")).json());
    assertThat(details.path("supersededAt"))
        .isEqualTo(client.get(Client.path(1, "a")).at("/supersededAt"));
    client.put(1, Drafts.of()).is(200);
    assertThat(pastGrace("a").path("currentAsset").isNull()).isTrue();
    assertThat(pastGrace("b").path("currentAsset").isNull()).isTrue();
  }

  @Test
  void an_id_that_comes_back_resolves_at_once_and_its_last_end_counts() {
    client.put(1, Drafts.of("a.png")).is(201);
    client.put(1, Drafts.of("b.png")).is(200);
    JsonNode first = pastGrace("a").path("supersededAt");
    client.put(1, Drafts.of("other/a.png")).is(200);
    Reply back = clients.graceless().get(Client.path(1, "a")).is(200);
    assertThat(back.at("/url").textValue()).endsWith("other/a.png");
    assertThat(back.json().has("supersededAt")).isFalse();
    client.put(1, Drafts.of("c.png")).is(200);
    assertThat(instant(pastGrace("a").path("supersededAt"))).isAfter(instant(first));
    assertThat(client.get(Client.path(1, "a")).is(200).at("/url").textValue())
        .endsWith("other/a.png");
  }

  @Test
  void of_a_deleted_container_nothing_resolves_and_its_owner_is_told_so() {
    client.put(1, Drafts.of("a.png", "b.png")).is(201);
    client.put(1, Drafts.of("a.png")).is(200);
    client.delete(1).is(204);
    for (String asset : new String[] {"a", "b", "never-there"}) {
      Reply reply = clients.second().get(Client.path(1, asset)).is(404, "NOT_FOUND");
      assertThat(reply.at("/error/details").toString())
          .isEqualTo("{\"reason\":\"container_deleted\"}");
    }
    client.put(1, Drafts.of("c.png")).is(201);
    assertThat(client.get(Client.path(1, "b")).is(404, "NOT_FOUND").at("/error").has("details"))
        .isFalse();
  }

  @Test
  void a_batch_says_of_each_what_the_lookup_says() {
    client.put(1, Drafts.of("a.png", "b.png")).is(201);
    client.put(1, Drafts.of("b.png")).is(200);
    client.put(2, Drafts.of("a.png")).is(201);
    client.delete(2).is(204);
    String[] pairs = {
      Client.pair(1, "a"),
      Client.pair(1, "b"),
      Client.pair(1, "c"),
      Client.pair(2, "a"),
      Client.pair(3, "a"),
      Client.pair(1, "a/b"),
      Client.pair(1, "a"),
    };
    assertThat(client.batch(pairs).is(200).all("/items", "/status"))
        .containsExactly(
            "found", "found", "not_found", "not_found", "not_found", "not_found", "found");
    assertThat(client.batch(pairs).at("/items/0/asset"))
        .isEqualTo(client.get(Client.path(1, "a")).json());
    assertThat(clients.graceless().batch(pairs).is(200).all("/items", "/reason"))
        .containsExactly(
            "superseded",
            "",
            "asset_not_found",
            "container_deleted",
            "container_not_found",
            "asset_not_found",
            "superseded");
  }

  @Test
  void an_asset_past_its_expiry_is_still_on_its_container() {
    String body =
        """
        {"assets":[{"url":"https://media.example.com/a.png","expiresAt":"2020-01-01T00:00:00Z"},
         {"url":"https://media.example.com/b.png"}]}
        """;
    client.put(1, body).is(201);
    Client other = clients.second();
    assertThat(other.get(Client.path(1, "a")).is(200).at("/expiresAt").textValue())
        .isEqualTo("2020-01-01T00:00:00Z");
    assertThat(other.get(Client.path(1)).all("/assets", "/assetId")).containsExactly("a", "b");
    assertThat(other.get("/v1/content").at("/items/0/primaryAsset/assetId").textValue())
        .isEqualTo("a");
    assertThat(other.batch(Client.pair(1, "a")).at("/items/0/asset/expiresAt").textValue())
        .isEqualTo("2020-01-01T00:00:00Z");
    assertThat(other.put(1, body).is(200).tag()).isEqualTo(other.get(Client.path(1)).tag());
  }
}
