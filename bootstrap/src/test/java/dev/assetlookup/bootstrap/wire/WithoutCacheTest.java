package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server over an H2 file whose cache is switched off. */
class WithoutCacheTest {
  private static final String PATH = "/v1/content/cnt_00000000-0000-4000-8000-000000000001";
  private static final String DOCUMENT =
      "{\"assets\":[{\"url\":\"https://media.example.com/one.mp4\"}]}";

  private final Instance instance = Instance.of(uncached(Store.H2_FILE.newStorage()));
  private final Minted key = instance.mint("org_uncached", Scope.ALL_DATA);
  private final Client client = new Client(instance, key.text());

  private static Settings uncached(Settings storage) {
    return new Settings(
        storage.storage(),
        storage.media(),
        storage.http(),
        storage.assets(),
        storage.sweepInterval(),
        storage.logs(),
        CacheSettings.exact(0),
        LimitSettings.NONE);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void assets_are_read_for_each_request() {
    client.send("PUT", PATH, DOCUMENT).is(201);
    String asset = PATH + "/assets/" + client.get(PATH).at("/assets/0/assetId").textValue();
    assertThat(client.get(asset).at("/url").textValue()).endsWith("/one.mp4");
    instance.sql("update asset_lookup_asset set url = 'https://media.example.com/two.mp4'");
    assertThat(client.get(asset).at("/url").textValue()).endsWith("/two.mp4");
  }

  @Test
  void keys_are_remembered_and_refused_as_soon_as_they_are_revoked() {
    client.get(PATH).is(404);
    instance.sql("update asset_lookup_api_key set scopes = 'content:write'");
    // No change that the log knows of.
    client.get(PATH).is(404);
    assertThat(instance.application().manageKeys().revoke(key.key().id())).isTrue();
    client.get(PATH).is(401);
  }
}
