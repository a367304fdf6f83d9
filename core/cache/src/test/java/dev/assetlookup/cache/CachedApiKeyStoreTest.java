package dev.assetlookup.cache;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import java.util.IdentityHashMap;
import java.util.Objects;

/** Keys keep their contract behind a cache; two caches over one store stand for two servers. */
class CachedApiKeyStoreTest extends ApiKeyStoreContract {
  private final IdentityHashMap<ApiKeyStore, InMemoryStore> stores = new IdentityHashMap<>();

  @Override
  protected ApiKeyStore emptyKeyStore() {
    return over(new InMemoryStore());
  }

  @Override
  protected ApiKeyStore another(ApiKeyStore first) {
    return over(Objects.requireNonNull(stores.get(first)));
  }

  private ApiKeyStore over(InMemoryStore store) {
    ApiKeyStore cached = StoreCache.over(store).build().keys(store);
    stores.put(cached, store);
    return cached;
  }
}
