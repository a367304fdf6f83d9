package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.ContainerStoreContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2ManifestStoreTest extends ContainerStoreContract {
  private static ManifestStorage<StrictS3Server> storage;

  private String bucket = "";

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
  protected ContainerStore emptyStore() {
    bucket = storage.freshBucket();
    return storage.containers(bucket);
  }

  @Override
  protected ContainerStore another(ContainerStore first) {
    return storage.containers(bucket);
  }

  @Override
  protected void corrupt(ContainerStore store, ContainerKey key) {
    String name = ObjectKeys.manifest(key);
    storage.server().put(bucket, name, new byte[] {'{'}, "application/json", Map.of());
  }

  @Override
  protected void disconnect(ContainerStore store) {
    storage.server().deleteBucket(bucket);
  }
}
