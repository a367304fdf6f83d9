package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.manifest.R2AuditTrail;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.manifest.RememberedManifests;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** One manifest for each container, and the API keys, in a private bucket. */
record R2ManifestStorage(
    R2Client client,
    String bucket,
    Optional<MediaSettings> mediaSettings,
    R2ManifestStore manifests,
    Optional<RememberedManifests> remembered,
    R2KeyStore keys,
    R2AuditTrail trail)
    implements R2Storage {
  static R2ManifestStorage over(
      R2Client client, String bucket, Optional<MediaSettings> media, CacheSettings cache) {
    R2AuditTrail trail = client.auditTrail(bucket);
    R2ManifestStore manifests = client.manifests(bucket).audited(trail);
    Optional<RememberedManifests> remembered =
        cache.isStale()
            ? Optional.of(manifests.remembering(cache.maxStaleness(), cache.containerBytes()))
            : Optional.empty();
    return new R2ManifestStorage(
        client, bucket, media, manifests, remembered, client.keys(bucket).audited(trail), trail);
  }

  @Override
  public AssetReader assets() {
    return manifests;
  }

  @Override
  public AssetReader served() {
    return remembered.map(RememberedManifests::reader).orElse(manifests);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public ContainerStore containers() {
    return remembered.map(RememberedManifests::store).orElse(manifests);
  }

  @Override
  public Optional<AuditTrail> auditTrail() {
    return Optional.of(trail);
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
