package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import java.util.concurrent.locks.LockSupport;

/** A good store, to be broken in one place by a subclass. */
class BreakableContainerStore extends ForwardingContainerStore {
  final ContainerStore good;

  BreakableContainerStore(ContainerStore good) {
    super(good);
    this.good = good;
  }

  /** Takes as long as a storage would, so that other threads come between two steps. */
  static void letOthersIn() {
    LockSupport.parkNanos(50_000);
  }
}
