package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.r2.MediaBucket;
import dev.assetlookup.r2.MediaLocation;
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

  private final Settings.R2 settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable S3Client client;

  Buckets(Settings.R2 settings) {
    this.settings = settings;
  }

  boolean hasMedia() {
    return settings.media() != null;
  }

  MediaBucket media() {
    Settings.Media media = Objects.requireNonNull(settings.media());
    return new MediaBucket(
        client(),
        new MediaLocation(media.bucket(), media.prefix(), media.publicBaseUrl()),
        ANSWER_TIMEOUT,
        threads);
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
