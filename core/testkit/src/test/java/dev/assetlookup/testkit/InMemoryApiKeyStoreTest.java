package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;

class InMemoryApiKeyStoreTest extends ApiKeyStoreContract {
  @Override
  protected ApiKeyStore emptyKeyStore() {
    return new InMemoryStore();
  }

  @Override
  protected ApiKeyStore another(ApiKeyStore first) {
    return first;
  }
}
