package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.bootstrap.config.ProvidedSettings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.ProvidedStore;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/**
 * A store that is not a part of this program.
 *
 * @param type what it is called in messages
 * @param store closed with the storage
 * @param beside the bucket of the media
 */
record ProvidedStorage(String type, ProvidedStore store, Media beside) implements Storage {
  static ProvidedStorage open(ProvidedSettings settings, Optional<MediaSettings> media) {
    try {
      return new ProvidedStorage(
          settings.type(), settings.provider().open(settings.values()), Media.of(media));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("storage." + settings.type() + ": " + e.getMessage());
    }
  }

  @Override
  public AssetReader assets() {
    return store.assets();
  }

  @Override
  public boolean isWritable() {
    return store.containers().isPresent();
  }

  @Override
  public ContainerStore containers() {
    return store
        .containers()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "the store " + type + " is read-only: it has no lists, and publishes nothing"));
  }

  @Override
  public Optional<KeyUses> keyUses() {
    return store.keys() instanceof KeyUses uses ? Optional.of(uses) : Optional.empty();
  }

  @Override
  public ApiKeyStore keys() {
    return store.keys();
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return store.changeLog();
  }

  @Override
  public Optional<AuditTrail> auditTrail() {
    return store.auditTrail();
  }

  @Override
  public Optional<MediaBucket> media() {
    return beside.bucket();
  }

  @Override
  public int width() {
    return store.writers();
  }

  @Override
  public int sweepWidth() {
    return width();
  }

  @Override
  public void close() {
    beside.close();
    store.close();
  }
}
