package dev.assetlookup.r2;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.s3server.S3Server;
import dev.assetlookup.testkit.AssetReaderContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The reader's contract over objects that another writer stamped, on a server of one kind. */
abstract class ObjectsContract extends AssetReaderContract {
  private final S3Server server;
  private final S3Client client;
  private final MediaLocation location;
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
    return new R2ObjectReader(
        new MediaBucket(client, location, Duration.ofSeconds(30), threads), Duration.ofMinutes(1));
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
                .metadata(ObjectStamp.write(container.organization(), descriptor)),
        RequestBody.fromBytes(bytes));
  }
}
