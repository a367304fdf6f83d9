package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they list containers. */
final class BrokenLists {
  private BrokenLists() {}

  /** Compares positions in another way. */
  static Function<ContainerStore, ContainerStore> ordered(Comparator<ContainerPosition> order) {
    return good ->
        new Lister(good) {
          @Override
          Comparator<ContainerPosition> order() {
            return order;
          }
        };
  }

  /** Orders right, but takes others for those behind a position. */
  static Function<ContainerStore, ContainerStore> after(
      BiPredicate<ContainerPosition, ContainerPosition> isAfter) {
    return good ->
        new Lister(good) {
          @Override
          boolean isAfter(ContainerPosition position, ContainerPosition after) {
            return isAfter.test(position, after);
          }
        };
  }

  /** Holds other containers against a filter. */
  static Function<ContainerStore, ContainerStore> including(
      BiPredicate<ContainerFilter, Container> includes) {
    return good ->
        new Lister(good) {
          @Override
          boolean includes(ContainerFilter filter, Container container) {
            return includes.test(filter, container);
          }
        };
  }

  /** Takes other containers for those of an organization. */
  static Function<ContainerStore, ContainerStore> taking(
      BiPredicate<Container, OrganizationId> mayBeListed) {
    return good ->
        new Lister(good) {
          @Override
          boolean mayBeListed(Container container, OrganizationId organization) {
            return mayBeListed.test(container, organization);
          }
        };
  }

  /** Lists another summary of a container. */
  static Function<ContainerStore, ContainerStore> reporting(
      Function<Container, ContainerSummary> summary) {
    return good ->
        new Lister(good) {
          @Override
          ContainerSummary summary(Container container) {
            return summary.apply(container);
          }
        };
  }

  static int signed(ContainerPosition one, ContainerPosition other) {
    int time = other.createdAt().compareTo(one.createdAt());
    return time != 0 ? time : other.container().uuid().compareTo(one.container().uuid());
  }

  static int lowestIdFirst(ContainerPosition one, ContainerPosition other) {
    int time = other.createdAt().compareTo(one.createdAt());
    return time != 0 ? time : one.container().compareTo(other.container());
  }

  static int byMilliseconds(ContainerPosition one, ContainerPosition other) {
    return inMilliseconds(one).compareTo(inMilliseconds(other));
  }

  private static ContainerPosition inMilliseconds(ContainerPosition position) {
    return new ContainerPosition(
        position.createdAt().truncatedTo(ChronoUnit.MILLIS), position.container());
  }

  static boolean isOwnAndAlive(Container container, OrganizationId organization) {
    return container.key().organization().equals(organization) && !container.isDeleted();
  }

  static boolean includes(ContainerFilter filter, Container container) {
    return filter.includes(container.createdAt(), container.details());
  }

  static ContainerSummary summary(Container container, @Nullable Asset primary) {
    return new ContainerSummary(
        container.key(), container.createdAt(), container.details(), primary);
  }

  /** The first of what is left to list, with what comes next. */
  static Page page(Stream<ContainerSummary> rest, int limit) {
    List<Listed> rows = rest.limit(limit + 1L).<Listed>map(Listed.Row::new).toList();
    return rows.size() <= limit
        ? new Page(rows, null)
        : new Page(rows.subList(0, limit), rows.get(limit - 1).position());
  }

  static @Nullable Asset first(Container container) {
    return container.assets().stream().findFirst().orElse(null);
  }

  /** Lists as it should, but for what a subclass does in another way. */
  static class Lister extends BreakableContainerStore {
    Lister(ContainerStore good) {
      super(good);
    }

    boolean mayBeListed(Container container, OrganizationId organization) {
      return isOwnAndAlive(container, organization);
    }

    boolean includes(ContainerFilter filter, Container container) {
      return BrokenLists.includes(filter, container);
    }

    Comparator<ContainerPosition> order() {
      return Comparator.naturalOrder();
    }

    boolean isAfter(ContainerPosition position, ContainerPosition after) {
      return order().compare(position, after) > 0;
    }

    ContainerSummary summary(Container container) {
      return BrokenLists.summary(container, first(container));
    }

    Stream<ContainerSummary> rows(OrganizationId organization, ContainerFilter filter) {
      Objects.requireNonNull(organization);
      Objects.requireNonNull(filter);
      return BrokenContainerStore.all(good)
          .filter(container -> mayBeListed(container, organization))
          .filter(container -> includes(filter, container))
          .map(this::summary)
          .sorted(Comparator.comparing(ContainerSummary::position, order()));
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return page(
          rows(organization, filter).filter(row -> after == null || isAfter(row.position(), after)),
          limit);
    }
  }

  static final class IgnoringTheLimit extends Lister {
    IgnoringTheLimit(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return super.list(organization, filter, after, Integer.MAX_VALUE);
    }
  }

  /** Remembers how many came up to a position, and skips as many. */
  static final class PagingByCount extends Lister {
    private final Map<ContainerPosition, Integer> counts = new ConcurrentHashMap<>();

    PagingByCount(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      int count = after == null ? 0 : counts.getOrDefault(after, 0);
      Page page = page(rows(organization, filter).skip(count), limit);
      for (int i = 0; i < page.entries().size(); i++) {
        counts.put(page.entries().get(i).position(), count + i + 1);
      }
      return page;
    }
  }

  /** Has nothing behind a container that is no longer listed. */
  static final class LookingForTheLast extends Lister {
    LookingForTheLast(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return after == null
              || rows(organization, filter).anyMatch(row -> row.position().equals(after))
          ? super.list(organization, filter, after, limit)
          : new Page(List.of(), null);
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
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      boolean disturbed = seen.getAndSet(writes.get()) != writes.get();
      Page page = good.list(organization, filter, after, limit);
      List<Listed> entries = page.entries();
      return after != null && disturbed && !entries.isEmpty()
          ? new Page(entries.subList(1, entries.size()), page.next())
          : page;
    }
  }

  /** Lists the asset that was the first one when the container was created. */
  static final class KeepingTheFirstAsset extends Lister {
    private final Map<ContainerKey, Container> created = new ConcurrentHashMap<>();

    KeepingTheFirstAsset(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      created.putIfAbsent(next.key(), next);
      return good.swap(next, expected);
    }

    @Override
    ContainerSummary summary(Container container) {
      return BrokenLists.summary(
          container, first(created.getOrDefault(container.key(), container)));
    }
  }

  /** Looks for the first assets when it has the containers. */
  static final class ListingInTwoSteps extends Lister {
    ListingInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    ContainerSummary summary(Container container) {
      letOthersIn();
      return BrokenLists.summary(
          container, good.read(container.key()).map(BrokenLists::first).orElse(null));
    }
  }
}
