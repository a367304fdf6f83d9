package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.bootstrap.config.ProvidedSettings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ProvidedStore;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** A store that is not a part of this program. */
public final class ProvidedStorage implements Storage {
  private final String type;
  private final ProvidedStore store;
  private final Media media;

  private ProvidedStorage(String type, ProvidedStore store, Media media) {
    this.type = type;
    this.store = store;
    this.media = media;
  }

  static ProvidedStorage open(ProvidedSettings settings, Optional<MediaSettings> media) {
    try {
      return new ProvidedStorage(
          settings.type(), settings.provider().open(settings.values()), Media.of(media));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("storage." + settings.type() + ": " + e.getMessage());
    }
  }

  /**
   * A storage over an open store.
   *
   * @param type what to call it in messages
   * @param store the store, closed with the storage
   * @return a storage without media
   */
  public static ProvidedStorage over(String type, ProvidedStore store) {
    return new ProvidedStorage(type, store, Media.of(Optional.empty()));
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
  public ApiKeyStore keys() {
    return store.keys();
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return store.changeLog();
  }

  @Override
  public Optional<MediaBucket> media() {
    return media.bucket();
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
    media.close();
    store.close();
  }
}
