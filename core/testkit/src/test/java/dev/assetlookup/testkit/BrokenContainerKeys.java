package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;

/** What stores do wrong with the keys of containers. */
final class BrokenContainerKeys {
  private BrokenContainerKeys() {}

  static final class LosingHighBits extends BreakableContainerStore {
    LosingHighBits(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      ContainerId id = next.key().container();
      boolean taken =
          BrokenContainerStore.all(good)
              .map(Container::key)
              .anyMatch(
                  key ->
                      key.organization().equals(next.key().organization())
                          && !key.container().equals(id)
                          && key.container().uuid().getLeastSignificantBits()
                              == id.uuid().getLeastSignificantBits());
      return taken ? Swap.STALE : good.swap(next, expected);
    }
  }

  static final class SharingIds extends BreakableContainerStore {
    SharingIds(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      ContainerKey key = next.key();
      boolean taken =
          BrokenContainerStore.all(good)
              .map(Container::key)
              .anyMatch(k -> k.container().equals(key.container()) && !k.equals(key));
      return taken ? Swap.STALE : good.swap(next, expected);
    }
  }
}
