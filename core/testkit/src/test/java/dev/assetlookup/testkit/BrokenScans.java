package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they are scanned. */
final class BrokenScans {
  private BrokenScans() {}

  /** Changes what is left to scan after a key. */
  static Function<ContainerStore, ContainerStore> scanning(ScanChange change) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
            Stream<Container> rest =
                BrokenContainerStore.all(good)
                    .filter(c -> after == null || c.key().compareTo(after) > 0);
            return whole(change.apply(rest, after).limit(limit));
          }
        };
  }

  static Function<ContainerStore, ContainerStore> orderedBy(Comparator<ContainerKey> wrong) {
    Comparator<ContainerKey> order = wrong.thenComparing(Comparator.naturalOrder());
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
            return whole(
                BrokenContainerStore.all(good)
                    .filter(c -> after == null || order.compare(c.key(), after) > 0)
                    .sorted(Comparator.comparing(Container::key, order))
                    .limit(limit));
          }
        };
  }

  @FunctionalInterface
  interface ScanChange {
    Stream<Container> apply(Stream<Container> rest, @Nullable ContainerKey after);
  }

  static List<ContainerStore.Scanned> whole(Stream<Container> containers) {
    return containers.<ContainerStore.Scanned>map(ContainerStore.Scanned.Whole::new).toList();
  }

  static final class RepeatingTheLast extends BreakableContainerStore {
    RepeatingTheLast(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return whole(
          BrokenContainerStore.all(good)
              .filter(c -> after == null || c.key().compareTo(after) >= 0)
              .limit(limit));
    }
  }

  static final class IgnoringTheLimit extends BreakableContainerStore {
    IgnoringTheLimit(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return good.scan(after, Integer.MAX_VALUE);
    }
  }

  /** Remembers how many came up to a key, and skips as many. */
  static final class PagingByCount extends BreakableContainerStore {
    private final Map<ContainerKey, Integer> counts = new ConcurrentHashMap<>();

    PagingByCount(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      int count = after == null ? 0 : counts.getOrDefault(after, 0);
      List<Scanned> page = whole(BrokenContainerStore.all(good).skip(count).limit(limit));
      for (int i = 0; i < page.size(); i++) {
        counts.put(page.get(i).key(), count + i + 1);
      }
      return page;
    }
  }

  /** Misses the first of a page if something was written since the page before. */
  static final class SkippingBesideAWriter extends BreakableContainerStore {
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger seen = new AtomicInteger();

    SkippingBesideAWriter(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      writes.incrementAndGet();
      return good.swap(next, expected);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      boolean disturbed = seen.getAndSet(writes.get()) != writes.get();
      List<Scanned> page = good.scan(after, limit);
      return after != null && disturbed && !page.isEmpty() ? page.subList(1, page.size()) : page;
    }
  }
}
