package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.bootstrap.config.R2Connection;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.manifest.R2AuditTrail;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.R2ObjectsReader;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes what works on buckets, over one client, which is made when it is first needed. */
final class R2Client implements AutoCloseable {
  // Each write takes a few round trips.
  private static final int WIDTH = 32;
  private static final Duration KEY_MEMORY = Duration.ofMinutes(1);

  private final R2Connection connection;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable S3Client client;

  R2Client(R2Connection connection) {
    this.connection = connection;
  }

  /** How many writers at once it does most with: they leave some connections to readers. */
  int width() {
    return Math.clamp(connection.connections() / 2, 1, WIDTH);
  }

  R2ManifestStore manifests(String bucket) {
    return new R2ManifestStore(client(), bucket, threads, connection.patience());
  }

  R2AuditTrail auditTrail(String bucket) {
    return new R2AuditTrail(client(), bucket, threads, connection.patience());
  }

  R2KeyStore keys(String bucket) {
    return new R2KeyStore(client(), bucket, threads, connection.patience());
  }

  R2Repair repair(String bucket) {
    return new R2Repair(client(), bucket, threads, connection.patience());
  }

  AssetReader objects(MediaSettings media) {
    return new R2ObjectsReader(media(media), KEY_MEMORY);
  }

  MediaBucket media(MediaSettings media) {
    return new MediaBucket(
        client(),
        new MediaLocation(media.bucket(), media.prefix(), media.publicBaseUrl()),
        connection.patience(),
        threads);
  }

  private synchronized S3Client client() {
    if (client == null) {
      client =
          S3Clients.create(
              connection.endpoint(),
              connection.region(),
              connection.accessKeyId(),
              connection.secretAccessKey(),
              connection.connections());
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
