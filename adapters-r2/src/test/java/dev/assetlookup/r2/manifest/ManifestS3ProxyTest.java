package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.s3server.S3ProxyServer;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import dev.assetlookup.testkit.ContainerStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Over a server that is not ours. Its conditional writes are not atomic, so the races, which are
 * what takes time, are run over the strict server alone.
 */
@ExtendWith(WithoutRaces.class)
class ManifestS3ProxyTest {
  private static ManifestStorage<S3ProxyServer> storage;

  @BeforeAll
  static void start() {
    storage = new ManifestStorage<>(S3ProxyServer.start());
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Nested
  class Containers extends ContainerStoreContract {
    private String bucket = "";

    @Override
    protected ContainerStore emptyStore() {
      bucket = storage.freshBucket();
      return new R2ManifestStore(
          storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE);
    }

    @Override
    protected ContainerStore another(ContainerStore first) {
      return new R2ManifestStore(
          storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE);
    }
  }

  @Nested
  class Keys extends ApiKeyStoreContract {
    private String bucket = "";

    @Override
    protected ApiKeyStore emptyKeyStore() {
      bucket = storage.freshBucket();
      return new R2KeyStore(storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE);
    }

    @Override
    protected ApiKeyStore another(ApiKeyStore first) {
      return new R2KeyStore(storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE);
    }
  }
}
