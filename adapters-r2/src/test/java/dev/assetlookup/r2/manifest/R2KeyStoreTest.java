package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2KeyStoreTest extends ApiKeyStoreContract {
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
  protected ApiKeyStore emptyKeyStore() {
    bucket = storage.freshBucket();
    return storage.keys(bucket);
  }

  @Override
  protected ApiKeyStore another(ApiKeyStore first) {
    return storage.keys(bucket);
  }

  @Override
  protected void corrupt(ApiKeyStore store, ApiKeyId id) {
    String name = ObjectKeys.apiKey(id);
    storage.server().put(bucket, name, new byte[] {'{'}, "application/json", Map.of());
  }

  @Override
  protected void disconnect(ApiKeyStore store) {
    storage.server().deleteBucket(bucket);
  }
}
