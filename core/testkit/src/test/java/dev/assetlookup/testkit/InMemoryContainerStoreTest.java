package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;

class InMemoryContainerStoreTest extends ContainerStoreContract {
  @Override
  protected ContainerStore emptyStore() {
    return new InMemoryStore();
  }

  @Override
  protected ContainerStore another(ContainerStore first) {
    return first;
  }
}
