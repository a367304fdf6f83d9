package dev.assetlookup.testkit;

import dev.assetlookup.core.store.InMemoryStore;

class InMemoryAuditTrailTest extends AuditTrailContract {
  @Override
  protected Ports emptyStore() {
    return Ports.of(new InMemoryStore(clock()));
  }

  @Override
  protected Ports another(Ports first) {
    return first;
  }
}
