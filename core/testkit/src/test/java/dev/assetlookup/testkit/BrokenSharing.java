package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What stores do wrong when another one writes to their storage, and with revisions that were. */
final class BrokenSharing {
  private BrokenSharing() {}

  private static Revision revision(ContainerStore good, ContainerKey key) {
    return good.read(key).map(Container::revision).orElse(Revision.NONE);
  }

  /** Remembers every container that it read until it writes it itself. */
  static final class CachingContainers extends BreakableContainerStore {
    private final Map<ContainerKey, Container> cache = new ConcurrentHashMap<>();

    CachingContainers(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> cached = Optional.ofNullable(cache.get(key));
      Optional<Container> read = cached.or(() -> good.read(key));
      read.ifPresent(container -> cache.put(key, container));
      return read;
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      try {
        return good.swap(next, expected);
      } finally {
        cache.remove(next.key());
      }
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      try {
        return good.remove(key, expected);
      } finally {
        cache.remove(key);
      }
    }
  }

  /** Looks and writes under a lock that other instances do not have. */
  static final class LockingInOneInstance extends BreakableContainerStore {
    LockingInOneInstance(ContainerStore good) {
      super(good);
    }

    @Override
    public synchronized Swap swap(Container next, Revision expected) {
      Revision stored = revision(good, next.key());
      boolean comesBack =
          expected.equals(Revision.NONE)
              && next.revision().number() <= good.latestRevision(next.key()).number();
      if (comesBack || !stored.equals(expected)) {
        return Swap.STALE;
      }
      letOthersIn();
      good.swap(next, revision(good, next.key()));
      return Swap.DONE;
    }

    @Override
    public synchronized Swap remove(ContainerKey key, Revision expected) {
      return BrokenRemovals.checkingFirst(good, key, expected);
    }
  }

  /** Takes the latest revision from what a reader sees. */
  static final class OverlookingDeleted extends BreakableContainerStore {
    OverlookingDeleted(ContainerStore good) {
      super(good);
    }

    @Override
    public Revision latestRevision(ContainerKey key) {
      return good.read(key).filter(Container::isDeleted).isPresent()
          ? Revision.NONE
          : good.latestRevision(key);
    }
  }

  /** Knows the latest revision of what is stored, and no other. */
  static final class OverlookingRemoved extends BreakableContainerStore {
    OverlookingRemoved(ContainerStore good) {
      super(good);
    }

    @Override
    public Revision latestRevision(ContainerKey key) {
      return revision(good, key);
    }
  }

  /** Begins anew with each container that was removed. */
  static final class ForgettingRevisions extends BreakableContainerStore {
    ForgettingRevisions(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      return ((Storage.Containers) good).removeAndForget(key, expected);
    }
  }

  /** Removes a container first, and notes its revision then. */
  static final class RememberingTooLate extends BreakableContainerStore {
    RememberingTooLate(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      Storage.Containers storage = (Storage.Containers) good;
      Swap swap = storage.removeAndForget(key, expected);
      if (swap == Swap.DONE) {
        letOthersIn();
        storage.remember(key.organization(), expected);
      }
      return swap;
    }
  }
}
