package dev.assetlookup.cache;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.testkit.ContainerStoreContract;
import java.util.IdentityHashMap;
import java.util.Objects;

/** A store keeps its contract behind a cache; two caches over one store stand for two servers. */
class CachedContainerStoreTest extends ContainerStoreContract {
  private final IdentityHashMap<ContainerStore, InMemoryStore> stores = new IdentityHashMap<>();

  @Override
  protected ContainerStore emptyStore() {
    return over(new InMemoryStore());
  }

  @Override
  protected ContainerStore another(ContainerStore first) {
    return over(Objects.requireNonNull(stores.get(first)));
  }

  private ContainerStore over(InMemoryStore store) {
    ContainerStore cached = StoreCache.over(store).build().containers(store);
    stores.put(cached, store);
    return cached;
  }
}
