package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** The media objects are the records; API keys are in a private bucket, if there is one. */
record R2ObjectsStorage(
    R2Client client, MediaSettings mediaSettings, Optional<String> keyBucket, AssetReader assets)
    implements R2Storage {
  static R2ObjectsStorage over(R2Client client, MediaSettings media, Optional<String> keyBucket) {
    return new R2ObjectsStorage(client, media, keyBucket, client.objects(media));
  }

  @Override
  public boolean isWritable() {
    return false;
  }

  @Override
  public ContainerStore containers() {
    throw new ConfigurationException(
        "storage.r2.layout is objects: there the media objects are the records, and only"
            + " single assets and containers can be read; for more set it to manifest, or"
            + " storage.type to jdbc");
  }

  @Override
  public R2KeyStore keys() {
    return keyBucket
        .map(client::keys)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "API keys need a private bucket: set storage.r2.metadata-bucket"));
  }

  @Override
  public Optional<MediaBucket> media() {
    return Optional.of(client.media(mediaSettings));
  }

  @Override
  public Optional<R2Repair> repair() {
    return keyBucket.map(client::repair);
  }

  @Override
  public void probe() {
    keys().probe();
    client.media(mediaSettings).probe();
  }

  @Override
  public void probeWriting() {
    keyBucket.ifPresent(bucket -> client.manifests(bucket).probe());
  }
}
