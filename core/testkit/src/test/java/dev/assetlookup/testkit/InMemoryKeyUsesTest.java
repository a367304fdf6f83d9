package dev.assetlookup.testkit;

import dev.assetlookup.core.store.InMemoryStore;

class InMemoryKeyUsesTest extends KeyUsesContract {
  @Override
  protected Ports emptyStore() {
    InMemoryStore store = new InMemoryStore();
    return new Ports(store, store);
  }

  @Override
  protected Ports another(Ports first) {
    return first;
  }
}
