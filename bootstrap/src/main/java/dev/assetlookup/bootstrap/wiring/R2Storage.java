package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.bootstrap.config.R2ManifestSettings;
import dev.assetlookup.bootstrap.config.R2ObjectsSettings;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.r2.manifest.R2KeyStore;
import java.util.Optional;

/** Buckets, in one of two layouts. */
sealed interface R2Storage extends Storage permits R2ManifestStorage, R2ObjectsStorage {
  static R2Storage over(
      R2ManifestSettings settings, Optional<MediaSettings> media, CacheSettings cache) {
    return R2ManifestStorage.over(
        new R2Client(settings.connection()), settings.bucket(), media, cache);
  }

  static R2Storage over(R2ObjectsSettings settings) {
    return R2ObjectsStorage.over(
        new R2Client(settings.media().connection()), settings.media(), settings.keys());
  }

  R2Client client();

  @Override
  R2KeyStore keys();

  @Override
  default Optional<KeyUses> keyUses() {
    return Optional.of(keys());
  }

  @Override
  default int width() {
    return client().width();
  }

  @Override
  default int sweepWidth() {
    return width();
  }

  @Override
  default void close() {
    client().close();
  }
}
