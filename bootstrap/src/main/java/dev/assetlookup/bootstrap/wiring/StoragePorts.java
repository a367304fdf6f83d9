package dev.assetlookup.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.objects.MediaBucket;

/** The outbound ports of the storage. One that it does not have fails when it is asked for. */
@Module
interface StoragePorts {
  @Provides
  static AssetReader assets(Storage storage) {
    return storage.assets();
  }

  @Provides
  static ContainerStore containers(Storage storage) {
    return storage.containers();
  }

  @Provides
  static ApiKeyStore keys(Storage storage) {
    return storage.keys();
  }

  @Provides
  static MediaBucket media(Storage storage) {
    return storage.media().orElseThrow(Media::missing);
  }
}
