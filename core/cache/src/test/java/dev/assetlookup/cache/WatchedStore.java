package dev.assetlookup.cache;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that counts its reads, in which something happens in the middle of the next
 * read, and which fails as it is told.
 */
final class WatchedStore extends ForwardingContainerStore implements ApiKeyStore, ChangeLog {
  /** Reads of assets, containers and keys. */
  final AtomicInteger reads = new AtomicInteger();

  /** Looks at heads, and reads of changes. */
  final AtomicInteger looks = new AtomicInteger();

  final AtomicInteger changeReads = new AtomicInteger();

  /** Happens when the next read of content or keys has its answer and has not returned it. */
  final Deque<Runnable> duringRead = new ArrayDeque<>();

  /** The same for the next look. */
  final Deque<Runnable> duringLook = new ArrayDeque<>();

  /** Happens before the next read of changes. */
  final Deque<Runnable> beforeChanges = new ArrayDeque<>();

  volatile boolean isLost;

  /** Whether nobody can say what this thread's reads show. */
  volatile boolean isUnclear;

  volatile boolean isInTransaction;
  volatile boolean isCorrupt;

  /** What a transaction under way sees, while looks see what is committed. */
  volatile @Nullable InMemoryStore earlier;

  private volatile InMemoryStore store;

  WatchedStore() {
    this(new InMemoryStore(() -> Samples.CREATED));
  }

  private WatchedStore(InMemoryStore store) {
    super(store);
    this.store = store;
  }

  /** Replaces all that is stored by what another store has, as a restored backup does. */
  void restore(InMemoryStore other) {
    store = other;
  }

  InMemoryStore current() {
    return store;
  }

  @Override
  protected ContainerStore store() {
    return store;
  }

  /** Stores the next revision of a container with these assets. */
  Container publish(ContainerKey key, AssetId... ids) {
    Revision latest = latestRevision(key);
    Container next = Samples.holding(key, latest.number() + 1, ids);
    swapNow(next, latest);
    return next;
  }

  /** The same in another project with each revision. */
  void move(ContainerKey key, AssetId... ids) {
    Revision latest = latestRevision(key);
    swapNow(Samples.moving(key, latest.number() + 1, ids), latest);
  }

  /** Stores a container without current assets that had one. */
  void publishSuperseded(ContainerKey key, AssetId id, Instant at) {
    Container next = Samples.holding(key, latestRevision(key).number() + 1);
    SupersededAsset former =
        new SupersededAsset(
            Samples.asset(id, 1), 0, next.revision(), at, false, SupersededAsset.Media.HELD);
    swapNow(
        new Container(
            key,
            next.revision(),
            next.createdAt(),
            next.details(),
            List.of(),
            List.of(former),
            null),
        latestRevision(key));
  }

  void delete(ContainerKey key) {
    Revision latest = latestRevision(key);
    swapNow(Samples.deleted(key, latest.number() + 1), latest);
  }

  void removeNow(ContainerKey key) {
    requireDone(remove(key, latestRevision(key)));
  }

  private void swapNow(Container next, Revision expected) {
    Revision floor = store.read(next.key()).isEmpty() ? Revision.NONE : expected;
    requireDone(swap(next, floor));
  }

  private static void requireDone(Swap swap) {
    if (swap != Swap.DONE) {
      throw new IllegalStateException("not stored");
    }
  }

  private <T> T read(Supplier<T> read) {
    reads.incrementAndGet();
    requireThere();
    T found = read.get();
    run(duringRead);
    return found;
  }

  private void requireThere() {
    if (isLost) {
      throw new StoreUnavailableException("gone", null);
    }
  }

  private void requireValid() {
    if (isCorrupt) {
      throw new CorruptRecordException("record", new IllegalStateException("damaged"));
    }
  }

  private static void run(Deque<Runnable> events) {
    Runnable event;
    synchronized (events) {
      event = events.poll();
    }
    if (event != null) {
      event.run();
    }
  }

  private InMemoryStore seen() {
    InMemoryStore snapshot = earlier;
    return snapshot == null ? store : snapshot;
  }

  @Override
  public boolean readsCommitted() {
    if (isUnclear) {
      throw new StoreUnavailableException("no connection", null);
    }
    return earlier == null;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return read(
        () -> {
          requireValid();
          return seen().find(container, asset);
        });
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return read(
        () ->
            isCorrupt
                ? assets.stream().<Reading>map(key -> new Reading.Corrupt("damaged")).toList()
                : store.findAll(assets));
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return read(() -> shown(seen().findWithProject(container, asset)));
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return read(() -> store.findAllWithProjects(assets).stream().map(this::shown).toList());
  }

  private ProjectReading shown(ProjectReading found) {
    return isCorrupt
        ? new ProjectReading(new Reading.Corrupt("damaged"), found.projectId())
        : found;
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return read(
        () -> {
          requireValid();
          return store.read(key);
        });
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return read(() -> store.findKey(id));
  }

  @Override
  public boolean addKey(ApiKey key) {
    return store.addKey(key);
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    return store.changeKeyStatus(id, expected, next);
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return store.listKeys(organization, after, limit);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    looks.incrementAndGet();
    requireThere();
    if (isInTransaction) {
      return Optional.empty();
    }
    Optional<List<LogHead>> heads = store.heads(organizations);
    run(duringLook);
    return heads;
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    changeReads.incrementAndGet();
    run(beforeChanges);
    requireThere();
    return store.changes(organization, after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    return store.trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return store.listen(listener);
  }
}
