package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they remove a container. */
final class BrokenRemovals {
  private BrokenRemovals() {}

  static Function<ContainerStore, ContainerStore> removing(Removal removal) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Swap remove(ContainerKey key, Revision expected) {
            return removal.remove(good, key, expected);
          }
        };
  }

  /** Takes some pairs of the stored and the expected revision for equal. */
  static Function<ContainerStore, ContainerStore> takingForEqual(
      BiPredicate<Long, Long> takenForEqual) {
    return removing(
        (good, key, expected) -> {
          Revision stored = revision(good, key);
          return takenForEqual.test(stored.number(), expected.number())
              ? good.remove(key, stored)
              : good.remove(key, expected);
        });
  }

  static Swap ofAllOrganizations(ContainerStore good, ContainerKey key, Revision expected) {
    Swap swap = good.remove(key, expected);
    if (swap == Swap.DONE) {
      namesakes(good, key).forEach(other -> good.remove(other.key(), other.revision()));
    }
    return swap;
  }

  static Swap ofAnotherOrganization(ContainerStore good, ContainerKey key, Revision expected) {
    return good.read(key).isPresent()
        ? good.remove(key, expected)
        : namesakes(good, key)
            .map(other -> good.remove(other.key(), expected))
            .findFirst()
            .orElse(Swap.STALE);
  }

  private static Stream<Container> namesakes(ContainerStore good, ContainerKey key) {
    return BrokenContainerStore.all(good)
        .filter(other -> other.key().container().equals(key.container()));
  }

  static Swap doneIfAbsent(ContainerStore good, ContainerKey key, Revision expected) {
    return good.read(key).isEmpty() ? Swap.DONE : good.remove(key, expected);
  }

  static Swap checkingFirst(ContainerStore good, ContainerKey key, Revision expected) {
    if (!revision(good, key).equals(expected)) {
      return Swap.STALE;
    }
    BreakableContainerStore.letOthersIn();
    good.remove(key, revision(good, key));
    return Swap.DONE;
  }

  private static Revision revision(ContainerStore good, ContainerKey key) {
    return good.read(key).map(Container::revision).orElse(Revision.NONE);
  }

  @FunctionalInterface
  interface Removal {
    Swap remove(ContainerStore good, ContainerKey key, Revision expected);
  }

  /** Removers wait for each other, but not for those who swap. */
  static final class LockingOutRemoversOnly extends BreakableContainerStore {
    LockingOutRemoversOnly(ContainerStore good) {
      super(good);
    }

    @Override
    public synchronized Swap remove(ContainerKey key, Revision expected) {
      return checkingFirst(good, key, expected);
    }
  }

  /** Leaves the assets of a removed container where a find sees them. */
  static final class StillFinding extends BreakableContainerStore {
    private final ContainerStore past = new InMemoryStore();

    StillFinding(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      good.read(key).ifPresent(container -> past.swap(container, Revision.NONE));
      return good.remove(key, expected);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      Reading before = past.find(container, asset);
      boolean absent = !(reading instanceof Reading.Present);
      return absent && before instanceof Reading.Present ? before : reading;
    }
  }

  /** Leaves the row of a removed container in one of the lists. */
  static final class StillReporting extends BreakableContainerStore {
    private final ContainerStore past = new InMemoryStore();
    private final Where where;

    StillReporting(ContainerStore good, Where where) {
      super(good);
      this.where = where;
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      good.read(key).ifPresent(container -> past.swap(container, Revision.NONE));
      return good.remove(key, expected);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      Page page = good.list(organization, filter, after, limit);
      List<Listed> all = new ArrayList<>(page.entries());
      if (where == Where.LIST) {
        all.addAll(past.list(organization, filter, after, limit).entries());
      }
      return new Page(all, page.next());
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      List<Scanned> all = new ArrayList<>(good.scan(after, limit));
      if (where == Where.SCAN) {
        all.addAll(past.scan(after, limit));
      }
      return all;
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      List<Due> all = new ArrayList<>(good.due(stage, until, after, limit));
      if (where == Where.DUE) {
        all.addAll(past.due(stage, until, after, limit));
      }
      return all;
    }

    enum Where {
      LIST,
      SCAN,
      DUE
    }
  }

  /** Keeps the names of what it removed, and refuses them. */
  static final class NeverCreatingAgain extends BreakableContainerStore {
    private final Set<ContainerKey> removed = ConcurrentHashMap.newKeySet();

    NeverCreatingAgain(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      Swap swap = good.remove(key, expected);
      if (swap == Swap.DONE) {
        removed.add(key);
      }
      return swap;
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return removed.contains(next.key()) ? Swap.STALE : good.swap(next, expected);
    }
  }

  /** Gives a container that is created anew the superseded assets that it had before. */
  static final class BringingBack extends BreakableContainerStore {
    private final Map<ContainerKey, Container> removed = new ConcurrentHashMap<>();

    BringingBack(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      good.read(key).ifPresent(container -> removed.put(key, container));
      return good.remove(key, expected);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      Container before = removed.get(next.key());
      return good.swap(
          before == null ? next : Rewrites.withSuperseded(next, before.superseded()), expected);
    }
  }

  /** Has nothing behind a key that is no longer there. */
  static final class LookingForTheLast extends BreakableContainerStore {
    LookingForTheLast(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return after == null || good.read(after).isPresent() ? good.scan(after, limit) : List.of();
    }
  }

  /** Removes the assets first, and the container then. */
  static final class RemovingInTwoSteps extends BreakableContainerStore {
    private final Set<ContainerKey> between = ConcurrentHashMap.newKeySet();

    RemovingInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      between.add(key);
      letOthersIn();
      try {
        return good.remove(key, expected);
      } finally {
        between.remove(key);
      }
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      boolean emptied = between.contains(key);
      return good.read(key).map(c -> emptied ? Rewrites.withAssets(c, List.of()) : c);
    }
  }
}
