package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.KeyUseRecorder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that manage keys, by two servers over one store. */
class KeyRoutesTest {
  private static final String KEYS = "/v1/api-keys";

  @ParameterizedTest
  @EnumSource
  void what_one_server_does_to_a_key_holds_at_the_other_at_once(Store store) {
    Client first = manager(store);
    Client second = Site.of(store).newClients().second();
    Reply created =
        first
            .send("POST", KEYS, "{\"scopes\":[\"content:read\"],\"projects\":[\"spring\"]}")
            .is(201);
    String path = KEYS + "/" + created.at("/apiKeyId").textValue();
    String one = created.at("/apiKey").textValue();
    String two = rotated(first, path, "PT1H");
    assertStatuses(second, List.of(one, two), 200, 200);
    String three = rotated(first, path, "PT0S");
    assertStatuses(second, List.of(one, two, three), 401, 401, 200);
    first.send("POST", path + "/kill", "").is(200);
    second.with(three).get("/v1/whoami").is(503, "KILL_SWITCH");
    first.send("POST", path + "/restore", "").is(200);
    assertStatuses(second, List.of(three), 200);
    first.send("DELETE", path, "").is(204);
    assertStatuses(second, List.of(three), 401);
    first.send("POST", path + "/rotate", "{}").is(409, "CONFLICT");
    assertThat(first.get(KEYS).is(200).all("/items", "/state")).contains("active", "revoked");
  }

  @ParameterizedTest
  @EnumSource
  void a_list_says_when_a_key_was_last_used(Store store) {
    Client manager = manager(store);
    assertThat(onlyKey(manager).has("lastUsedAt")).isFalse();
    Site.of(store).first().application().keyUseRecorder().ifPresent(KeyUseRecorder::flush);
    assertThat(onlyKey(manager).path("lastUsedAt").textValue()).endsWith("Z");
  }

  private static JsonNode onlyKey(Client manager) {
    JsonNode items = manager.get(KEYS).is(200).at("/items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static Client manager(Store store) {
    Site site = Site.of(store);
    return new Client(
        site.first(), site.key(Site.newOrganization(), Scope.KEYS_MANAGE, Scope.CONTENT_READ));
  }

  private static String rotated(Client by, String path, String grace) {
    Reply reply = by.send("POST", path + "/rotate", "{\"grace\":\"" + grace + "\"}").is(200);
    return reply.at("/apiKey").textValue();
  }

  private static void assertStatuses(Client client, List<String> keys, Integer... statuses) {
    assertThat(keys.stream().map(key -> client.with(key).get("/v1/whoami").status()))
        .containsExactly(statuses);
  }
}
