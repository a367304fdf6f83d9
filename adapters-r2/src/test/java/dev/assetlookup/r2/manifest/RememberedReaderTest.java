package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.CREATED;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.AssetReaderContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Of the reads of one container, each second one is from memory, and each third asks by tag. */
class RememberedReaderTest extends AssetReaderContract {
  private static ManifestStorage<StrictS3Server> storage;

  @BeforeAll
  static void start() {
    storage = ManifestStorage.strict();
    storage.server().recording(false);
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Override
  protected AssetReader readerHolding(Map<ContainerKey, List<Asset>> content) {
    R2ManifestStore store = storage.containers(storage.freshBucket());
    content.forEach(
        (key, assets) ->
            store.swap(
                new Container(
                    key,
                    new Revision(1),
                    CREATED,
                    ContainerDetails.COMPLETED,
                    assets,
                    List.of(),
                    null),
                Revision.NONE));
    AtomicLong seconds = new AtomicLong();
    return store
        .remembering(
            Duration.ofSeconds(2), 1 << 20, () -> seconds.incrementAndGet() * 1_000_000_000)
        .reader();
  }
}
