package dev.assetlookup.media;

import static java.util.stream.Collectors.toSet;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.S3Client;

/** A server with an empty media bucket, and a store. */
final class MediaSite implements AutoCloseable {
  static final String BUCKET = "media";
  static final String METADATA = "metadata";
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final MediaLocation LOCATION =
      new MediaLocation(BUCKET, "public-media/", new MediaUrl("https://media.example.com"));

  // Long enough for a busy machine; tests of lasting trouble bring their own.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final StrictS3Server server = StrictS3Server.start();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final S3Client client =
      S3Clients.create(
          server.endpoint(), S3Clients.AUTO_REGION, server.accessKeyId(), server.secretAccessKey());
  final MediaBucket media = media(PATIENCE);
  final ContainerStore store;

  private MediaSite(boolean overManifests) {
    server.createBucket(BUCKET);
    server.createBucket(METADATA);
    store =
        overManifests
            ? new R2ManifestStore(client, METADATA, threads, PATIENCE)
            : new InMemoryStore();
  }

  static MediaSite inMemory() {
    return new MediaSite(false);
  }

  static MediaSite overManifests() {
    return new MediaSite(true);
  }

  MediaBucket media(Duration patience) {
    return new MediaBucket(client, LOCATION, patience, threads);
  }

  static ContainerId id(int n) {
    return new ContainerId(new UUID(0x4000L | (long) n << 16, 0x8000_0000_0000_0000L | n));
  }

  static ContainerKey acme(int n) {
    return new ContainerKey(ACME, id(n));
  }

  static String key(int n, String file) {
    return LOCATION.key(new MediaLocation.File(id(n), file));
  }

  static MediaUrl url(int n, String file) {
    return LOCATION.url(key(n, file));
  }

  /** Stores an object whose metadata name its owner, with these names and values. */
  void put(OrganizationId owner, int n, String file, String... stamp) {
    Map<String, String> metadata = new HashMap<>(Map.of("organization-id", owner.value()));
    for (int i = 0; i < stamp.length; i += 2) {
      metadata.put(stamp[i], stamp[i + 1]);
    }
    server.put(BUCKET, key(n, file), bytes(file), "image/png", metadata);
  }

  void putUnstamped(int n, String file) {
    server.put(BUCKET, key(n, file), bytes(file), "image/png", Map.of());
  }

  /** As many bytes as the name has. */
  static byte[] bytes(String file) {
    return file.getBytes(StandardCharsets.UTF_8);
  }

  AssetLookup publishing() {
    return AssetLookup.over(store).clock(Clock.fixed(NOW, ZoneOffset.UTC)).build();
  }

  void publish(OrganizationId owner, int n, AssetDescriptor... assets) {
    publish(owner, id(n), assets);
  }

  void publish(OrganizationId owner, ContainerId container, AssetDescriptor... assets) {
    ContainerDraft draft =
        new ContainerDraft(
            container,
            NOW,
            ContainerDetails.COMPLETED,
            Arrays.stream(assets).map(asset -> new AssetDraft(null, asset)).toList());
    PublishContainer.Result result = publishing().publish(caller(owner), draft, Precondition.ANY);
    if (!(result instanceof PublishContainer.Result.Published)) {
      throw new AssertionError(result);
    }
  }

  void publish(OrganizationId owner, int n, String... files) {
    publish(
        owner,
        n,
        Arrays.stream(files)
            .map(file -> AssetDescriptor.at(url(n, file)).build())
            .toArray(AssetDescriptor[]::new));
  }

  void delete(int n) {
    publishing().delete(caller(ACME), id(n), Precondition.ANY);
  }

  /** Releases what is superseded. */
  void sweep() {
    SweepContainers.over(
            store,
            Clock.fixed(NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC),
            new Supersession(Duration.ofMinutes(10), Duration.ofDays(30)),
            Runnable::run)
        .sweep((container, urls) -> {}, () -> false);
  }

  Container stored(int n) {
    return store.read(acme(n)).orElseThrow();
  }

  List<String> urls(int n) {
    return stored(n).assets().stream().map(asset -> asset.descriptor().url().value()).toList();
  }

  private static Caller caller(OrganizationId owner) {
    return new Caller(owner, Set.of(Scope.CONTENT_WRITE));
  }

  static Predicate<Recorded> heads() {
    return request -> request.method().equals("HEAD");
  }

  static Predicate<Recorded> head(int n, String file) {
    return heads().and(request -> request.key().equals(key(n, file)));
  }

  static Predicate<Recorded> lists() {
    return request -> request.operation().equals("ListObjectsV2");
  }

  long count(Predicate<Recorded> which) {
    return server.requests().stream().filter(which).count();
  }

  Set<String> methods() {
    return server.requests().stream().map(Recorded::method).collect(toSet());
  }

  @Override
  public void close() {
    client.close();
    server.close();
    threads.close();
  }
}
