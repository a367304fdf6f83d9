package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they write. */
final class BrokenSwaps {
  private BrokenSwaps() {}

  /** Finds the last of the superseded assets of an id in some order. */
  static Function<ContainerStore, ContainerStore> sortingSuperseded(
      Comparator<SupersededAsset> order) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading found = good.find(container, asset);
            return found instanceof Reading.Present present && present.supersededAt() != null
                ? good.read(container).orElseThrow().superseded().stream()
                    .filter(s -> s.asset().id().equals(asset) && !s.withdrawn())
                    .sorted(order)
                    .<Reading>map(s -> new Reading.Present(s.asset(), s.supersededAt()))
                    .reduce(found, (earlier, later) -> later)
                : found;
          }
        };
  }

  /** Takes some pairs of the stored and the expected revision for equal. */
  static Function<ContainerStore, ContainerStore> overwriting(
      BiPredicate<Long, Long> takenForEqual) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public synchronized Swap swap(Container next, Revision expected) {
            Revision stored = good.read(next.key()).map(Container::revision).orElse(Revision.NONE);
            return takenForEqual.test(stored.number(), expected.number())
                ? good.swap(next, stored)
                : good.swap(next, expected);
          }
        };
  }

  static final class NeverWritingDeletedAgain extends BreakableContainerStore {
    NeverWritingDeletedAgain(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return good.read(next.key()).filter(Container::isDeleted).isPresent()
          ? Swap.STALE
          : good.swap(next, expected);
    }
  }

  /** Writes a replacement only when the next one comes. */
  static final class WritingLate extends BreakableContainerStore {
    private @Nullable Container waiting;

    WritingLate(ContainerStore good) {
      super(good);
    }

    @Override
    public synchronized Swap swap(Container next, Revision expected) {
      Container before = waiting;
      waiting = null;
      if (before != null) {
        good.swap(before, Revision.NONE);
      }
      if (!expected.equals(Revision.NONE) || good.read(next.key()).isPresent()) {
        return good.swap(next, expected);
      }
      waiting = next;
      return Swap.DONE;
    }
  }

  static final class MergingSets extends BreakableContainerStore {
    MergingSets(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      List<Asset> merged = new ArrayList<>(next.assets());
      Set<Object> taken = new HashSet<>();
      merged.forEach(asset -> taken.addAll(List.of(asset.id(), asset.descriptor().url())));
      good.read(next.key()).map(Container::assets).orElse(List.of()).stream()
          .filter(a -> !taken.contains(a.id()) && !taken.contains(a.descriptor().url()))
          .forEach(merged::add);
      return good.swap(next.isDeleted() ? next : Rewrites.withAssets(next, merged), expected);
    }
  }

  static final class CountingRevisions extends BreakableContainerStore {
    CountingRevisions(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      boolean creates = expected.equals(Revision.NONE);
      return good.swap(
          creates ? next : Rewrites.withRevision(next, expected.next().number()), expected);
    }
  }

  /** Takes a superseded asset that it has already for the one that it is given. */
  static final class WritingSupersededOnce extends BreakableContainerStore {
    WritingSupersededOnce(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      List<SupersededAsset> stored =
          good.read(next.key()).map(Container::superseded).orElse(List.of());
      return good.swap(
          Rewrites.withSuperseded(
              next, next.superseded().stream().map(entry -> former(stored, entry)).toList()),
          expected);
    }

    private static SupersededAsset former(List<SupersededAsset> stored, SupersededAsset entry) {
      return stored.stream()
          .filter(
              other ->
                  other.asset().id().equals(entry.asset().id())
                      && other.supersededIn().equals(entry.supersededIn()))
          .map(other -> entry.with(other.media()))
          .findFirst()
          .orElse(entry);
    }
  }

  static final class CheckingThenWriting extends BreakableContainerStore {
    CheckingThenWriting(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      Revision stored = revision(next.key());
      if (!stored.equals(expected)) {
        return Swap.STALE;
      }
      letOthersIn();
      synchronized (this) {
        return good.swap(next, revision(next.key()));
      }
    }

    private Revision revision(ContainerKey key) {
      return good.read(key).map(Container::revision).orElse(Revision.NONE);
    }
  }

  static final class OneWriterAtATime extends BreakableContainerStore {
    private final ReentrantLock lock = new ReentrantLock();

    OneWriterAtATime(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      if (!lock.tryLock()) {
        return Swap.STALE;
      }
      try {
        letOthersIn();
        return good.swap(next, expected);
      } finally {
        lock.unlock();
      }
    }
  }

  static final class DeletingThenInserting extends BreakableContainerStore {
    private final Set<ContainerKey> between = ConcurrentHashMap.newKeySet();

    DeletingThenInserting(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      between.add(next.key());
      letOthersIn();
      try {
        return good.swap(next, expected);
      } finally {
        between.remove(next.key());
      }
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      return between.contains(container) ? new Reading.NoSuchAsset() : good.find(container, asset);
    }
  }
}
