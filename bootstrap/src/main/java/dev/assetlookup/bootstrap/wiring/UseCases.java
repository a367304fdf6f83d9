package dev.assetlookup.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.AuthenticateKey;
import dev.assetlookup.core.access.KeyAuthentication;
import dev.assetlookup.core.access.KeyManagement;
import dev.assetlookup.core.access.ManageKeys;
import dev.assetlookup.core.lookup.AssetLookup;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.ContainerPublishing;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.http.ContentApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.inject.Singleton;

/** The inbound ports and the HTTP API over the outbound ports. */
@Module
interface UseCases {
  @Provides
  static InstantSource clock() {
    return InstantSource.system();
  }

  @Provides
  @Singleton
  static FindAsset findAsset(AssetReader assets, InstantSource clock, Settings settings) {
    return new AssetLookup(assets, clock, settings.supersededGrace());
  }

  @Provides
  static AuthenticateKey authenticateKey(ApiKeyReader keys) {
    return new KeyAuthentication(keys);
  }

  @Provides
  static ManageKeys manageKeys(ApiKeyStore keys, InstantSource clock) {
    return new KeyManagement(keys, clock, new SecureRandom());
  }

  @Provides
  static PublishContainer publishContainer(
      ContainerStore containers, InstantSource clock, Settings settings) {
    return new ContainerPublishing(containers, clock, settings.allowHttpUrls());
  }

  @Provides
  static ContentApi contentApi(FindAsset assets, AuthenticateKey keys) {
    return new ContentApi(assets, keys);
  }
}
