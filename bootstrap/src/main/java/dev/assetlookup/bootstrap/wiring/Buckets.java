package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.MediaBucket;
import dev.assetlookup.r2.MediaLocation;
import dev.assetlookup.r2.R2ContainerStore;
import dev.assetlookup.r2.R2KeyStore;
import dev.assetlookup.r2.R2ObjectReader;
import dev.assetlookup.r2.S3Clients;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The configured buckets. Makes a client when the first of them is asked for. */
final class Buckets implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
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

  ContainerStore manifests() {
    return new R2ContainerStore(client(), metadataBucket(), threads, ANSWER_TIMEOUT);
  }

  /** Asks each bucket once. */
  void probe() {
    if (hasMetadata()) {
      new R2KeyStore(client(), metadataBucket(), threads, ANSWER_TIMEOUT).probe();
    }
    if (hasMedia()) {
      media().probe();
    }
  }

  ApiKeyStore keys() {
    return new R2KeyStore(client(), metadataBucket(), threads, ANSWER_TIMEOUT);
  }

  AssetReader objects() {
    return new R2ObjectReader(media(), KEY_MEMORY);
  }

  MediaBucket media() {
    Settings.Media media = Objects.requireNonNull(settings.media());
    return new MediaBucket(
        client(),
        new MediaLocation(media.bucket(), media.prefix(), media.publicBaseUrl()),
        ANSWER_TIMEOUT,
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
              settings.secretAccessKey());
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
