package dev.assetlookup.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.KeyAuthentication;
import dev.assetlookup.core.keys.KeyManagement;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.lookup.AssetLookup;
import dev.assetlookup.core.lookup.ContainerListing;
import dev.assetlookup.core.lookup.ContainerReading;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.publish.ContainerPublishing;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.sweep.ContainerSweeping;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.http.ContentApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.inject.Provider;
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
  static AssetLookup lookup(AssetReader assets, InstantSource clock, Settings settings) {
    return new AssetLookup(assets, clock, settings.assets().supersession());
  }

  @Binds
  FindAsset findAsset(AssetLookup lookup);

  @Binds
  FindAssets findAssets(AssetLookup lookup);

  @Provides
  static ReadContainer readContainer(AssetReader containers) {
    return new ContainerReading(containers);
  }

  @Provides
  static ListContainers listContainers(ContainerStore containers) {
    return new ContainerListing(containers);
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
  static ContainerPublishing publishing(
      ContainerStore containers, InstantSource clock, Settings settings) {
    return new ContainerPublishing(containers, clock, settings.assets().urls());
  }

  @Binds
  PublishContainer publishContainer(ContainerPublishing publishing);

  @Binds
  DeleteContainer deleteContainer(ContainerPublishing publishing);

  @Provides
  static SweepContainers sweepContainers(
      ContainerStore containers, InstantSource clock, Settings settings, Storage storage) {
    return new ContainerSweeping(
        containers, clock, settings.assets().supersession(), new AtOnce(storage.sweepWidth()));
  }

  @Provides
  static ContentApi contentApi(
      Storage storage,
      FindAsset asset,
      FindAssets assets,
      ReadContainer read,
      Provider<ListContainers> list,
      Provider<PublishContainer> publish,
      Provider<DeleteContainer> delete,
      AuthenticateKey keys,
      InstantSource clock) {
    ContentApi.Builder api =
        ContentApi.builder(asset, keys).batches(assets).reading(read).clock(clock);
    if (storage.isWritable()) {
      api.listing(list.get()).publishing(publish.get()).deleting(delete.get());
    }
    return api.build();
  }
}
