package dev.assetlookup.core.store;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The containers of all organizations in memory. Thread-safe. */
final class MemoryContainers {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();

  private final ConcurrentMap<ContainerKey, Entry> entries = new ConcurrentHashMap<>();
  // Beside the hash map, because a lookup in a sorted one costs a dozen comparisons.
  private final NavigableSet<ContainerKey> order = new ConcurrentSkipListSet<>();
  // The highest revision that a removed container of each organization had.
  private final ConcurrentMap<OrganizationId, Long> removedRevisions = new ConcurrentHashMap<>();

  Reading find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Entry entry = entries.get(container);
    return entry == null ? NO_SUCH_CONTAINER : entry.reading(asset);
  }

  ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Entry entry = entries.get(container);
    return entry == null
        ? new ProjectReading(NO_SUCH_CONTAINER, null)
        : new ProjectReading(entry.reading(asset), entry.container().details().projectId());
  }

  Optional<Container> read(ContainerKey key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::container);
  }

  boolean put(Container next, Revision expected) {
    ContainerKey key = next.key();
    Entry entry = Entry.of(next);
    boolean[] stored = {false};
    // The order is changed while the map holds the key, so that both agree in the end.
    entries.compute(
        key,
        (same, current) -> {
          boolean fits =
              current == null
                  ? expected.equals(Revision.NONE) && isAbove(next, removed(key))
                  : current.container().revision().equals(expected);
          if (!fits) {
            return current;
          }
          stored[0] = true;
          order.add(key);
          return entry;
        });
    return stored[0];
  }

  private static boolean isAbove(Container next, Revision floor) {
    return next.revision().number() > floor.number();
  }

  boolean remove(ContainerKey key, Revision expected) {
    boolean[] removed = {false};
    entries.computeIfPresent(
        key,
        (same, current) -> {
          if (!current.container().revision().equals(expected)) {
            return current;
          }
          removed[0] = true;
          removedRevisions.merge(key.organization(), expected.number(), Math::max);
          order.remove(key);
          return null;
        });
    return removed[0];
  }

  Revision latestRevision(ContainerKey key) {
    Entry current = entries.get(key);
    return current == null ? removed(key) : current.container().revision();
  }

  private Revision removed(ContainerKey key) {
    return new Revision(removedRevisions.getOrDefault(key.organization(), 0L));
  }

  Page list(
      OrganizationId owner, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    Objects.requireNonNull(owner);
    Objects.requireNonNull(filter);
    List<Listed> rest =
        entries.values().stream()
            .map(Entry::container)
            .filter(c -> c.key().organization().equals(owner) && !c.isDeleted())
            .filter(c -> filter.includes(c.createdAt(), c.details()))
            .map(ContainerSummary::of)
            .filter(summary -> after == null || summary.position().compareTo(after) > 0)
            .sorted(Comparator.comparing(ContainerSummary::position))
            .limit(limit + 1L)
            .<Listed>map(Listed.Row::new)
            .toList();
    return rest.size() <= limit
        ? new Page(rest, null)
        : new Page(rest.subList(0, limit), rest.get(limit - 1).position());
  }

  List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(until);
    return entries.values().stream()
        .map(Entry::container)
        .flatMap(container -> due(stage, container).stream())
        .filter(due -> !due.since().isAfter(until))
        .filter(due -> after == null || due.compareTo(after) > 0)
        .sorted()
        .limit(limit)
        .toList();
  }

  private static Optional<Due> due(Stage stage, Container container) {
    Instant since =
        switch (stage) {
          case RELEASE -> container.heldSince();
          case FORGET -> container.staleSince();
        };
    return Optional.ofNullable(since).map(time -> new Due(time, container.key()));
  }

  List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    NavigableSet<ContainerKey> rest = after == null ? order : order.tailSet(after, false);
    return rest.stream()
        .flatMap(key -> read(key).stream())
        .limit(limit)
        .<Scanned>map(Scanned.Whole::new)
        .toList();
  }

  int size() {
    return entries.size() + order.size() + removedRevisions.size();
  }

  /** A container with the answer to every find, made once when it is written. */
  private record Entry(Container container, Map<AssetId, Reading.Present> readings) {
    static Entry of(Container container) {
      Map<AssetId, Reading.Present> readings = new HashMap<>();
      container
          .formerAssets()
          .forEach((id, former) -> readings.put(id, Reading.Present.of(former)));
      container
          .assets()
          .forEach(asset -> readings.put(asset.id(), new Reading.Present(asset, null)));
      return new Entry(container, readings);
    }

    Reading reading(AssetId asset) {
      if (container.isDeleted()) {
        return DELETED_CONTAINER;
      }
      Reading found = readings.get(asset);
      return found == null ? NO_SUCH_ASSET : found;
    }
  }
}
