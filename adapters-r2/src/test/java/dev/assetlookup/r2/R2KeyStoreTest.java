package dev.assetlookup.r2;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2KeyStoreTest extends ApiKeyStoreContract {
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
  protected ApiKeyStore emptyKeyStore() {
    return storage.keys(storage.freshBucket());
  }
}
