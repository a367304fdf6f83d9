package dev.assetlookup.r2.manifest;

import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.KeyUsesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2KeyUsesTest extends KeyUsesContract {
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
  protected Ports emptyStore() {
    bucket = storage.freshBucket();
    return store();
  }

  @Override
  protected Ports another(Ports first) {
    return store();
  }

  private Ports store() {
    R2KeyStore keys = storage.keys(bucket);
    return new Ports(keys, keys);
  }
}
