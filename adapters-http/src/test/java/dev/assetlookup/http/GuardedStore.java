package dev.assetlookup.http;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;

/** A good store in front of which something happens: a fault, or a wait. */
final class GuardedStore extends ForwardingContainerStore {
  private final Runnable before;

  GuardedStore(ContainerStore store, Runnable before) {
    super(store);
    this.before = before;
  }

  @Override
  protected ContainerStore store() {
    before.run();
    return super.store();
  }
}
