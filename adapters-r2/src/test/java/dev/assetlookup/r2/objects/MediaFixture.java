package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.S3Client;

/** A strict server with a bucket of media, and a reader of it whose memory a test can age. */
final class MediaFixture implements AutoCloseable {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final ContainerKey CONTAINER =
      new ContainerKey(
          ACME, new ContainerId(UUID.fromString("9c855048-b470-42e7-8f1b-032324d48555")));
  static final ContainerKey FOREIGN = new ContainerKey(OTHER, CONTAINER.container());
  static final String BUCKET = "media";
  static final MediaLocation LOCATION =
      new MediaLocation(BUCKET, "public-media/", new MediaUrl("https://media.example.com"));
  static final Map<String, String> STAMP = Map.of("organization-id", "org_acme");
  static final Duration MEMORY = Duration.ofMinutes(1);
  static final String BODY = "some bytes";

  // Long enough for the retries of a busy machine; tests of hanging servers bring their own.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final StrictS3Server server = StrictS3Server.start();
  final S3Client client =
      S3Clients.create(
          server.endpoint(), S3Clients.AUTO_REGION, server.accessKeyId(), server.secretAccessKey());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong nanos = new AtomicLong();
  final MediaBucket media = media(PATIENCE);
  final R2ObjectsReader reader = reader(media);

  MediaFixture() {
    server.createBucket(BUCKET);
  }

  MediaBucket media(Duration patience) {
    return new MediaBucket(client, LOCATION, patience, threads);
  }

  R2ObjectsReader reader(MediaBucket bucket) {
    return new R2ObjectsReader(bucket, MEMORY, nanos::get);
  }

  /** Lets the reader forget what it remembers. */
  void forget() {
    age(MEMORY.plusNanos(1));
  }

  /** Lets what the reader remembers become older. */
  void age(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  static String key(String name) {
    return "public-media/content-container/" + CONTAINER.container().uuid() + "/media/" + name;
  }

  static AssetId id(String id) {
    return new AssetId(id);
  }

  /** An object of the container. */
  void put(String name, Map<String, String> metadata) {
    server.put(BUCKET, key(name), bytes(), "image/png", metadata);
  }

  void put(String name) {
    put(name, STAMP);
  }

  static byte[] bytes() {
    return BODY.getBytes(StandardCharsets.UTF_8);
  }

  void remove(String name) {
    server.remove(BUCKET, key(name));
  }

  /** What a descriptor of {@link #put} has at least. */
  static AssetDescriptor.Builder described(String name) {
    return AssetDescriptor.at(LOCATION.url(key(name)))
        .mimeType(new dev.assetlookup.core.content.MimeType("image/png"))
        .sizeBytes((long) bytes().length);
  }

  /** The operations that an action costs, in order. */
  List<String> operations(Runnable action) {
    server.clearRequests();
    action.run();
    return server.requests().stream().map(Recorded::operation).toList();
  }

  static boolean isHead(Recorded request) {
    return request.operation().equals("HeadObject");
  }

  static boolean isList(Recorded request) {
    return request.operation().equals("ListObjectsV2");
  }

  @Override
  public void close() {
    client.close();
    threads.close();
    server.close();
  }
}
