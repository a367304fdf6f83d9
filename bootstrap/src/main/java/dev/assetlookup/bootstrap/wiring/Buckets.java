package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.R2ObjectsReader;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The configured buckets. Makes a client when the first of them is asked for. */
final class Buckets implements AutoCloseable {
  // Each write takes a few round trips.
  private static final int WIDTH = 32;
  private static final Duration KEY_MEMORY = Duration.ofMinutes(1);

  private final Settings.R2 settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable S3Client client;

  Buckets(Settings.R2 settings) {
    this.settings = settings;
  }

  boolean hasMedia() {
    return settings.media() != null;
  }

  boolean hasMetadata() {
    return settings.metadataBucket() != null;
  }

  /** How many writers at once it does most with: they leave some connections to readers. */
  int width() {
    return Math.clamp(settings.connections() / 2, 1, WIDTH);
  }

  R2ManifestStore manifests() {
    return new R2ManifestStore(client(), metadataBucket(), threads, settings.patience());
  }

  /**
   * Asks each bucket once.
   *
   * @param manifests whether the metadata bucket is to hold manifests
   */
  void probe(boolean manifests) {
    if (manifests) {
      manifests().probe();
    } else if (hasMetadata()) {
      new R2KeyStore(client(), metadataBucket(), threads, settings.patience()).probe();
    }
    if (hasMedia()) {
      media().probe();
    }
  }

  ApiKeyStore keys() {
    return new R2KeyStore(client(), metadataBucket(), threads, settings.patience());
  }

  R2Repair repair() {
    return new R2Repair(client(), metadataBucket(), threads, settings.patience());
  }

  AssetReader objects() {
    return new R2ObjectsReader(media(), KEY_MEMORY);
  }

  MediaBucket media() {
    Settings.Media media = Objects.requireNonNull(settings.media());
    return new MediaBucket(
        client(),
        new MediaLocation(media.bucket(), media.prefix(), media.publicBaseUrl()),
        settings.patience(),
        threads);
  }

  private String metadataBucket() {
    return Objects.requireNonNull(settings.metadataBucket());
  }

  private synchronized S3Client client() {
    if (client == null) {
      client =
          S3Clients.create(
              settings.endpoint(),
              settings.region(),
              settings.accessKeyId(),
              settings.secretAccessKey(),
              settings.connections());
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
    threads.close();
  }
}
