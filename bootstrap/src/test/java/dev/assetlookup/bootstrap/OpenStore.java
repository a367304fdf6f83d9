package dev.assetlookup.bootstrap;

import dev.assetlookup.bootstrap.wiring.Storage;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ProvidedStore;
import dev.assetlookup.jdbc.JdbcStore;
import java.util.Optional;

/**
 * A store that a test has opened, and reaches behind the program.
 *
 * @param store the store
 */
public record OpenStore(JdbcStore store) implements ProvidedStore {
  /** A storage over it, whose closing closes nothing. */
  public static Storage over(JdbcStore store) {
    return Storage.over("jdbc", new OpenStore(store));
  }

  @Override
  public AssetReader assets() {
    return store;
  }

  @Override
  public Optional<ContainerStore> containers() {
    return Optional.of(store);
  }

  @Override
  public ApiKeyStore keys() {
    return store;
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(store);
  }

  @Override
  public Optional<AuditTrail> auditTrail() {
    return Optional.of(store);
  }

  @Override
  public void close() {
    // The test closes it.
  }
}
