package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ContainerStore;

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
