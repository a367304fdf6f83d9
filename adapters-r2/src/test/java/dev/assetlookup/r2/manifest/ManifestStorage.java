package dev.assetlookup.r2.manifest;

import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.s3server.S3Server;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** A server with a client and threads, and a fresh bucket for whoever asks. */
public final class ManifestStorage<S extends S3Server> implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final S server;
  private final S3Client client;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicInteger buckets = new AtomicInteger();

  public ManifestStorage(S server) {
    this.server = server;
    this.client =
        S3Clients.create(
            server.endpoint(),
            S3Clients.AUTO_REGION,
            server.accessKeyId(),
            server.secretAccessKey());
  }

  public static ManifestStorage<StrictS3Server> strict() {
    return new ManifestStorage<>(StrictS3Server.start());
  }

  public S server() {
    return server;
  }

  public S3Client client() {
    return client;
  }

  /** One more client, to be closed by the caller, that makes one attempt only. */
  public S3Client clientWithoutRetries() {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(S3Clients.AUTO_REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
        .serviceConfiguration(
            S3Configuration.builder()
                .pathStyleAccessEnabled(true)
                .chunkedEncodingEnabled(false)
                .build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  public ExecutorService executor() {
    return executor;
  }

  public String freshBucket() {
    String bucket = "metadata-" + buckets.incrementAndGet();
    server.createBucket(bucket);
    return bucket;
  }

  public R2ManifestStore containers(String bucket) {
    return new R2ManifestStore(client, bucket, executor, PATIENCE);
  }

  public R2KeyStore keys(String bucket) {
    return new R2KeyStore(client, bucket, executor, PATIENCE);
  }

  @Override
  public void close() {
    client.close();
    server.close();
    executor.shutdownNow();
  }
}
