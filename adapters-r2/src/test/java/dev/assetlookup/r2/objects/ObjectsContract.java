package dev.assetlookup.r2.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.s3server.S3Server;
import dev.assetlookup.testkit.AssetReaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The reader's contract over objects that another writer stamped, on a server of one kind. */
abstract class ObjectsContract extends AssetReaderContract {
  private final S3Server server;
  private final S3Client client;
  private final MediaLocation location;
  private final MediaBucket media;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ObjectsContract(S3Server server) {
    this.server = server;
    this.client =
        S3Clients.create(
            server.endpoint(),
            S3Clients.AUTO_REGION,
            server.accessKeyId(),
            server.secretAccessKey());
    this.location =
        new MediaLocation("media", "public-media/", new MediaUrl("https://media.example.com"));
    this.media = new MediaBucket(client, location, Duration.ofSeconds(30), threads);
  }

  @BeforeEach
  void createBucket() {
    server.createBucket(location.bucket());
  }

  @AfterEach
  void close() {
    client.close();
    threads.close();
    server.close();
  }

  @Override
  protected AssetReader readerHolding(Map<ContainerKey, List<Asset>> content) {
    content.forEach((container, assets) -> assets.forEach(asset -> put(container, asset)));
    return new R2ObjectsReader(media, Duration.ofMinutes(1));
  }

  @Test
  void a_file_that_was_sent_is_found_and_has_its_digest(@TempDir Path folder) throws IOException {
    ContainerKey container = MediaFixture.CONTAINER;
    byte[] bytes = new byte[100_000];
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(container, "teaser.mp4"))
            .mimeType(new MimeType("video/mp4"))
            .sizeBytes((long) bytes.length)
            .checksumSha256(Sha256.of(bytes))
            .build();
    Path file = Files.write(folder.resolve("any name"), bytes);
    media.upload(file, container.organization(), descriptor, sent -> {});
    assertThat(readerHolding(Map.of()).find(container, new AssetId("teaser")))
        .isEqualTo(
            new AssetReader.Reading.Present(new Asset(new AssetId("teaser"), descriptor), null));
    String key = location.key(descriptor.url()).orElseThrow();
    assertThat(media.digest(key)).contains(Sha256.of(bytes));
    assertThat(media.list(null).objects()).extracting(MediaBucket.Entry::key).containsExactly(key);
  }

  private void put(ContainerKey container, Asset asset) {
    AssetDescriptor descriptor = asset.descriptor();
    byte[] bytes = new byte[Math.toIntExact(Objects.requireNonNull(descriptor.sizeBytes()))];
    client.putObject(
        request ->
            request
                .bucket(location.bucket())
                .key(location.key(descriptor.url()).orElseThrow())
                .contentType(String.valueOf(descriptor.mimeType()))
                .metadata(ObjectMetadata.write(container.organization(), descriptor)),
        RequestBody.fromBytes(bytes));
  }
}
