package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong about what is due. */
final class BrokenDues {
  private BrokenDues() {}

  /** Takes another time for that since when a container is due. */
  static Function<ContainerStore, ContainerStore> since(
      BiFunction<Stage, Container, Optional<Instant>> since) {
    return good ->
        new Lister(good) {
          @Override
          Optional<Instant> since(Stage stage, Container container) {
            return since.apply(stage, container);
          }
        };
  }

  /** Takes another time for that since when a container is due for one stage. */
  static Function<ContainerStore, ContainerStore> since(
      Stage wrong, Function<Container, Optional<Instant>> since) {
    return since(
        (stage, container) ->
            stage == wrong ? since.apply(container) : sinceWhen(stage, container));
  }

  /** Orders and pages in another way. */
  static Function<ContainerStore, ContainerStore> ordered(Comparator<Due> order) {
    return good ->
        new Lister(good) {
          @Override
          Comparator<Due> order() {
            return order;
          }
        };
  }

  /** Orders right, but takes others for those behind an entry. */
  static Function<ContainerStore, ContainerStore> after(BiPredicate<Due, Due> isAfter) {
    return good ->
        new Lister(good) {
          @Override
          boolean isAfter(Due due, Due after) {
            return isAfter.test(due, after);
          }
        };
  }

  /** Compares with the time asked for in another way. */
  static Function<ContainerStore, ContainerStore> until(BiPredicate<Instant, Instant> isDue) {
    return good ->
        new Lister(good) {
          @Override
          boolean isDue(Instant since, Instant until) {
            return isDue.test(since, until);
          }
        };
  }

  /** Looks at some containers only. */
  static Function<ContainerStore, ContainerStore> of(Predicate<Container> which) {
    return since(
        (stage, container) ->
            which.test(container) ? sinceWhen(stage, container) : Optional.empty());
  }

  static Optional<Instant> sinceWhen(Stage stage, Container container) {
    return Optional.ofNullable(
        stage == Stage.RELEASE ? container.heldSince() : container.staleSince());
  }

  static Optional<Instant> last(Container container, Predicate<SupersededAsset> which) {
    return container.superseded().stream()
        .filter(which)
        .map(SupersededAsset::supersededAt)
        .max(Comparator.naturalOrder());
  }

  static Optional<Instant> first(Container container, Predicate<SupersededAsset> which) {
    return container.superseded().stream()
        .filter(which)
        .map(SupersededAsset::supersededAt)
        .min(Comparator.naturalOrder());
  }

  static int signed(Due one, Due other) {
    return Comparator.comparing(Due::since)
        .thenComparing(due -> due.key().organization())
        .thenComparing(due -> due.key().container().uuid())
        .compare(one, other);
  }

  static int byKey(Due one, Due other) {
    return one.key().compareTo(other.key());
  }

  /** Answers as it should, except for what a subclass overrides. */
  static class Lister extends BreakableContainerStore {
    Lister(ContainerStore good) {
      super(good);
    }

    Optional<Instant> since(Stage stage, Container container) {
      return sinceWhen(stage, container);
    }

    Comparator<Due> order() {
      return Comparator.naturalOrder();
    }

    boolean isAfter(Due due, Due after) {
      return order().compare(due, after) > 0;
    }

    boolean isDue(Instant since, Instant until) {
      return !since.isAfter(until);
    }

    Stream<Due> entries(Stage stage, Instant until) {
      Objects.requireNonNull(stage);
      Objects.requireNonNull(until);
      return BrokenContainerStore.all(good)
          .flatMap(
              container ->
                  since(stage, container).map(since -> new Due(since, container.key())).stream())
          .filter(due -> isDue(due.since(), until))
          .sorted(order());
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      return entries(stage, until)
          .filter(due -> after == null || isAfter(due, after))
          .limit(limit)
          .toList();
    }
  }

  static final class IgnoringTheLimit extends Lister {
    IgnoringTheLimit(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      return super.due(stage, until, after, Integer.MAX_VALUE);
    }
  }

  /** Files a container under the time since when it was due at first. */
  static final class FilingOnce extends Lister {
    private final Map<ContainerKey, Container> filed = new ConcurrentHashMap<>();

    FilingOnce(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      filed.putIfAbsent(next.key(), next);
      return good.swap(next, expected);
    }

    @Override
    Optional<Instant> since(Stage stage, Container container) {
      return sinceWhen(stage, filed.getOrDefault(container.key(), container));
    }
  }

  /** Remembers how many came up to an entry, and skips as many. */
  static final class PagingByCount extends Lister {
    private final Map<Due, Integer> counts = new ConcurrentHashMap<>();

    PagingByCount(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      int count = after == null ? 0 : counts.getOrDefault(after, 0);
      List<Due> page = entries(stage, until).skip(count).limit(limit).toList();
      for (int i = 0; i < page.size(); i++) {
        counts.put(page.get(i), count + i + 1);
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
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      boolean disturbed = seen.getAndSet(writes.get()) != writes.get();
      List<Due> page = good.due(stage, until, after, limit);
      return after != null && disturbed && !page.isEmpty() ? page.subList(1, page.size()) : page;
    }
  }
}
