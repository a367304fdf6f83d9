package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** One manifest for each container, and the API keys, in a private bucket. */
final class R2ManifestStorage implements R2Storage {
  private final R2Client client;
  private final String bucket;
  private final Optional<MediaSettings> mediaSettings;
  private final R2ManifestStore manifests;
  private final R2KeyStore keys;

  R2ManifestStorage(R2Client client, String bucket, Optional<MediaSettings> mediaSettings) {
    this.client = client;
    this.bucket = bucket;
    this.mediaSettings = mediaSettings;
    this.manifests = client.manifests(bucket);
    this.keys = client.keys(bucket);
  }

  @Override
  public R2Client client() {
    return client;
  }

  @Override
  public AssetReader assets() {
    return manifests;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public ContainerStore containers() {
    return manifests;
  }

  @Override
  public ApiKeyStore keys() {
    return keys;
  }

  @Override
  public Optional<MediaBucket> media() {
    return mediaSettings.map(client::media);
  }

  @Override
  public Optional<R2Repair> repair() {
    return Optional.of(client.repair(bucket));
  }

  @Override
  public void probe() {
    manifests.probe();
    media().ifPresent(MediaBucket::probe);
  }

  /** Asks with five requests. */
  @Override
  public void probeWriting() {
    manifests.probe();
  }
}
