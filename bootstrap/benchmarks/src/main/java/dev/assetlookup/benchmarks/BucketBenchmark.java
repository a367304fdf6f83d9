package dev.assetlookup.benchmarks;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.http.ContentApi;
import dev.assetlookup.http.StandaloneServer;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.R2ObjectsReader;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.services.s3.S3Client;

/** Lookups over buckets whose server answers after a while, in process and over HTTP. */
@NullUnmarked // JMH sets the fields.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BucketBenchmark {
  private static final int CONTAINERS = 200;
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String METADATA = "metadata";
  private static final MediaLocation LOCATION =
      new MediaLocation("media", "public-media/", new MediaUrl("https://media.example.com"));

  /** What is looked up: a manifest, an object whose key is remembered, one whose key is not. */
  public enum Layout {
    /** One GET. */
    MANIFEST,
    /** One HEAD. */
    OBJECTS_REMEMBERED,
    /** One LIST and one HEAD. */
    OBJECTS_NEW
  }

  /** Which layout. */
  @Param public Layout layout;

  /** How long the S3 server takes for each answer, in milliseconds. */
  @Param({"10", "50"})
  public int latency;

  private final Caller caller = new Caller(Sample.ORGANIZATION, Set.of(Scope.CONTENT_READ));
  private StrictS3Server server;
  private S3Client client;
  private ExecutorService threads;
  private FindAsset assets;
  private StandaloneServer http;
  private HttpClient browser;
  private String key;

  /** Fills the buckets, and begins to be slow then. */
  @Setup
  public void open() {
    server = StrictS3Server.start();
    server.recording(false);
    server.createBucket(METADATA);
    server.createBucket(LOCATION.bucket());
    client =
        S3Clients.create(
            server.endpoint(),
            S3Clients.AUTO_REGION,
            server.accessKeyId(),
            server.secretAccessKey());
    threads = Executors.newVirtualThreadPerTaskExecutor();
    R2KeyStore keys = new R2KeyStore(client, METADATA, threads, DEADLINE);
    AssetReader reader = filled();
    assets = new ReadOnlyLookup(reader);
    key = Store.mint(keys);
    http = new StandaloneServer("127.0.0.1", 0, new ContentApi(assets, AuthenticateKey.over(keys)));
    http.start();
    browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    // Each once, so that what can be remembered is.
    for (int i = 0; i < CONTAINERS; i++) {
      find(i, 0);
    }
    server.latency(Duration.ofMillis(latency));
  }

  private AssetReader filled() {
    if (layout == Layout.MANIFEST) {
      R2ManifestStore store = new R2ManifestStore(client, METADATA, threads, DEADLINE);
      for (int i = 0; i < CONTAINERS; i++) {
        store.swap(Sample.container(i), Revision.NONE);
      }
      return store;
    }
    for (int i = 0; i < CONTAINERS; i++) {
      Sample.container(i).assets().forEach(this::put);
    }
    Duration memory = layout == Layout.OBJECTS_REMEMBERED ? Duration.ofHours(1) : Duration.ZERO;
    return new R2ObjectsReader(new MediaBucket(client, LOCATION, DEADLINE, threads), memory);
  }

  private void put(Asset asset) {
    AssetDescriptor descriptor = asset.descriptor();
    server.put(
        LOCATION.bucket(),
        LOCATION.key(descriptor.url()).orElseThrow(),
        new byte[1_024],
        String.valueOf(descriptor.mimeType()),
        Map.of(
            "organization-id", Sample.ORGANIZATION.value(),
            "kind", descriptor.kind().value(),
            "width", String.valueOf(descriptor.width()),
            "height", String.valueOf(descriptor.height()),
            "checksum-sha256", String.valueOf(descriptor.checksumSha256())));
  }

  /** Ends all of it. */
  @TearDown
  public void close() {
    browser.close();
    http.stop();
    client.close();
    threads.close();
    server.close();
  }

  /** A lookup in process. */
  @Benchmark
  public FindAsset.Result find() {
    return find(ThreadLocalRandom.current().nextInt(CONTAINERS), asset());
  }

  /** A lookup over HTTP, which also reads the API key from its bucket. */
  @Benchmark
  public HttpResponse<byte[]> get() throws IOException, InterruptedException {
    Container container = Sample.container(ThreadLocalRandom.current().nextInt(CONTAINERS));
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + http.port()
                + "/v1/content/"
                + container.key().container()
                + "/assets/"
                + Sample.assetId(asset()));
    HttpResponse<byte[]> answer =
        browser.send(
            HttpRequest.newBuilder(uri).header("X-Api-Key", key).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          answer + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer;
  }

  private int asset() {
    // Of each container one is remembered.
    return layout == Layout.OBJECTS_REMEMBERED
        ? 0
        : ThreadLocalRandom.current().nextInt(Sample.ASSETS_PER_CONTAINER);
  }

  private FindAsset.Result find(int container, int position) {
    AssetId id = Sample.assetId(position);
    FindAsset.Result result = assets.find(caller, Sample.containerId(container), id);
    if (!(result instanceof FindAsset.Result.Found)) {
      throw new IllegalStateException(id + " of container " + container + ": " + result);
    }
    return result;
  }
}
