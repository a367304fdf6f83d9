package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** One manifest for each container, and the API keys, in a private bucket. */
record R2ManifestStorage(
    R2Client client,
    String bucket,
    Optional<MediaSettings> mediaSettings,
    R2ManifestStore manifests,
    R2KeyStore keys)
    implements R2Storage {
  static R2ManifestStorage over(R2Client client, String bucket, Optional<MediaSettings> media) {
    return new R2ManifestStorage(
        client, bucket, media, client.manifests(bucket), client.keys(bucket));
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
