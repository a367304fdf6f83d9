package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps containers and API keys in the memory of this process, for tests and demos. Keeps every
 * promise of the ports but one: what it holds is gone when the process ends. Thread-safe.
 */
public final class InMemoryStore
    implements ContainerStore, ApiKeyStore, KeyUses, ChangeLog, AuditTrail {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();

  private final ConcurrentMap<ContainerKey, Entry> containers;
  // Beside the hash map, because a lookup in a sorted one costs a dozen comparisons.
  private final NavigableSet<ContainerKey> containerOrder;
  // The highest revision that a removed container of each organization had.
  private final ConcurrentMap<OrganizationId, Long> removedRevisions;
  private final ConcurrentNavigableMap<ApiKeyId, ApiKey> keys;
  private final ConcurrentMap<ApiKeyId, Instant> keyUses;

  private final ConcurrentMap<OrganizationId, MemoryLog> logs;
  private final ConcurrentMap<OrganizationId, MemoryTrail> trails;
  private final List<Consumer<OrganizationId>> listeners;
  private final InstantSource clock;
  private final Actor actor;

  /** Creates an empty store that dates its changes by the system's clock. */
  public InMemoryStore() {
    this(InstantSource.system());
  }

  /**
   * Creates an empty store.
   *
   * @param clock dates the changes in the log
   */
  public InMemoryStore(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock);
    this.actor = Actor.APPLICATION;
    this.containers = new ConcurrentHashMap<>();
    this.containerOrder = new ConcurrentSkipListSet<>();
    this.removedRevisions = new ConcurrentHashMap<>();
    this.keys = new ConcurrentSkipListMap<>();
    this.keyUses = new ConcurrentHashMap<>();
    this.logs = new ConcurrentHashMap<>();
    this.trails = new ConcurrentHashMap<>();
    this.listeners = new CopyOnWriteArrayList<>();
  }

  private InMemoryStore(InMemoryStore shared, Actor actor) {
    this.actor = Objects.requireNonNull(actor);
    this.clock = shared.clock;
    this.containers = shared.containers;
    this.containerOrder = shared.containerOrder;
    this.removedRevisions = shared.removedRevisions;
    this.keys = shared.keys;
    this.keyUses = shared.keyUses;
    this.logs = shared.logs;
    this.trails = shared.trails;
    this.listeners = shared.listeners;
  }

  @Override
  public InMemoryStore writtenBy(Actor actor) {
    return new InMemoryStore(this, actor);
  }

  @Override
  public InMemoryStore changedBy(Actor actor) {
    return writtenBy(actor);
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Entry entry = containers.get(container);
    if (entry == null) {
      return NO_SUCH_CONTAINER;
    }
    if (entry.container().isDeleted()) {
      return DELETED_CONTAINER;
    }
    Reading found = entry.readings().get(asset);
    return found == null ? NO_SUCH_ASSET : found;
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return Optional.ofNullable(containers.get(key)).map(Entry::container);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Objects.requireNonNull(expected);
    ContainerKey key = next.key();
    Entry entry = Entry.of(next);
    AtomicReference<@Nullable Container> before = new AtomicReference<>();
    boolean done =
        write(
            key.organization(),
            () -> {
              before.set(read(key).orElse(null));
              return put(entry, expected);
            },
            at -> {
              ContainerChange change = ContainerChange.between(before.get(), next);
              append(key.organization(), at, Deed.swapped(change, expected));
              return new Change.OfContainer(at, change);
            });
    return done ? Swap.DONE : Swap.STALE;
  }

  private boolean put(Entry next, Revision expected) {
    ContainerKey key = next.container().key();
    boolean[] stored = {false};
    // The order is changed while the map holds the key, so that both agree in the end.
    containers.compute(
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
          containerOrder.add(key);
          return next;
        });
    return stored[0];
  }

  private static boolean isAbove(Entry next, Revision floor) {
    return next.container().revision().number() > floor.number();
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    Objects.requireNonNull(expected);
    boolean done =
        write(
            key.organization(),
            () -> take(key, expected),
            at -> {
              append(key.organization(), at, Deed.removed(key.container(), expected));
              return new Change.OfContainer(at, ContainerChange.removed(key.container(), expected));
            });
    return done ? Swap.DONE : Swap.STALE;
  }

  private boolean take(ContainerKey key, Revision expected) {
    boolean[] removed = {false};
    containers.computeIfPresent(
        key,
        (same, current) -> {
          if (!current.container().revision().equals(expected)) {
            return current;
          }
          removed[0] = true;
          removedRevisions.merge(key.organization(), expected.number(), Math::max);
          containerOrder.remove(key);
          return null;
        });
    return removed[0];
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    Entry current = containers.get(key);
    return current == null ? removed(key) : current.container().revision();
  }

  private Revision removed(ContainerKey key) {
    return new Revision(removedRevisions.getOrDefault(key.organization(), 0L));
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    Objects.requireNonNull(organization);
    Objects.requireNonNull(filter);
    List<Listed> rest =
        containers.values().stream()
            .map(Entry::container)
            .filter(c -> c.key().organization().equals(organization) && !c.isDeleted())
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

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(until);
    return containers.values().stream()
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

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    NavigableSet<ContainerKey> rest =
        after == null ? containerOrder : containerOrder.tailSet(after, false);
    return rest.stream()
        .flatMap(key -> read(key).stream())
        .limit(limit)
        .<Scanned>map(Scanned.Whole::new)
        .toList();
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public boolean addKey(ApiKey key) {
    return writeKey(
        key.organization(), () -> keys.putIfAbsent(key.id(), key) == null, Deed.minted(key.id()));
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    Objects.requireNonNull(expected);
    Objects.requireNonNull(next);
    ApiKey current = keys.get(id);
    return current != null
        && current.status().equals(expected)
        && writeKey(
            current.organization(),
            () -> keys.replace(id, current, current.with(next)),
            Deed.changed(id, expected, next));
  }

  private boolean writeKey(OrganizationId organization, BooleanSupplier write, Deed deed) {
    return write(
        organization,
        write,
        at -> {
          append(organization, at, deed);
          return new Change.OfKeys(at);
        });
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    Stream<ApiKey> rest = (after == null ? keys : keys.tailMap(after, false)).values().stream();
    return rest.filter(key -> organization == null || key.organization().equals(organization))
        .limit(limit)
        .<ListedKey>map(ListedKey.Whole::new)
        .toList();
  }

  @Override
  public void recordUses(Map<ApiKeyId, Instant> uses) {
    uses.forEach(
        (id, at) -> {
          if (keys.containsKey(id)) {
            Instant use = at.truncatedTo(ChronoUnit.MICROS);
            keyUses.merge(id, use, (last, next) -> next.isAfter(last) ? next : last);
          }
        });
  }

  @Override
  public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    Map<ApiKeyId, Instant> uses = new HashMap<>();
    for (ApiKeyId id : ids) {
      Instant use = keyUses.get(id);
      if (use != null) {
        uses.put(id, use);
      }
    }
    return Map.copyOf(uses);
  }

  private boolean write(
      OrganizationId organization, BooleanSupplier write, Function<LogPosition, Change> entry) {
    boolean done = log(organization).write(write, entry, clock.instant());
    if (done) {
      listeners.forEach(listener -> listener.accept(organization));
    }
    return done;
  }

  /** Within a write, so that entries have the order of the changes. */
  private void append(OrganizationId organization, LogPosition at, Deed deed) {
    trails
        .computeIfAbsent(organization, same -> new MemoryTrail())
        .append(new AuditEntry(at, actor, deed));
  }

  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    MemoryTrail trail = trails.get(organization);
    return (trail == null ? new MemoryTrail() : trail).before(before, limit);
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    Objects.requireNonNull(before);
    int removed = 0;
    for (MemoryTrail trail : trails.values()) {
      removed += trail.trim(before, limit - removed);
    }
    return removed;
  }

  private MemoryLog log(OrganizationId organization) {
    return logs.computeIfAbsent(organization, same -> new MemoryLog());
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    return Optional.of(organizations.stream().map(this::head).toList());
  }

  private LogHead head(OrganizationId organization) {
    MemoryLog log = logs.get(organization);
    return log == null ? LogHead.EMPTY : log.head();
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    Objects.requireNonNull(after);
    MemoryLog log = logs.get(organization);
    return (log == null ? new MemoryLog() : log).after(after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    Objects.requireNonNull(before);
    int removed = 0;
    for (MemoryLog log : logs.values()) {
      removed += log.trim(before, limit - removed);
      if (removed == limit) {
        break;
      }
    }
    return removed;
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    Objects.requireNonNull(listener);
    // One object for each call, so that ending it ends no other.
    Consumer<OrganizationId> own = organization -> listener.accept(organization);
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  /** How many entries it holds in all of its maps, what is remembered of removed ones included. */
  int size() {
    int logged = logs.values().stream().mapToInt(MemoryLog::size).sum();
    int audited = trails.values().stream().mapToInt(MemoryTrail::size).sum();
    return containers.size()
        + containerOrder.size()
        + removedRevisions.size()
        + keys.size()
        + logged
        + audited;
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
  }
}
