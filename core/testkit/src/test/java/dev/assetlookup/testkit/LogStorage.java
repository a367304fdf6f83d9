package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ChangeLog.Listening;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A storage with a log that several stores share, whose line can be cut, and whose callers have
 * transactions. Each step can be broken by a subclass.
 */
class LogStorage {
  final InMemoryStore content = new InMemoryStore();
  final List<Consumer<OrganizationId>> listeners = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final Map<String, Log> logs = new TreeMap<>();
  private final Map<Thread, Open> open = new ConcurrentHashMap<>();
  private volatile boolean down;

  LogStorage(InstantSource clock) {
    this.clock = clock;
  }

  /** One more store over it. */
  Ports instance() {
    return new Ports(new Containers(), new Keys(), new Entries());
  }

  final void cut() {
    down = true;
  }

  /** Under which name a log is kept. */
  String name(OrganizationId organization) {
    return organization.value();
  }

  final synchronized Log log(OrganizationId organization) {
    return logs.computeIfAbsent(name(organization), name -> new Log());
  }

  final synchronized List<Log> logs() {
    return List.copyOf(logs.values());
  }

  /** Does a write and logs it, or prepares that for the end of a transaction. */
  boolean write(
      OrganizationId organization,
      Predicate<InMemoryStore> write,
      Function<LogPosition, Change> entry) {
    Open transaction = open.get(Thread.currentThread());
    if (transaction != null) {
      boolean done = write.test(transaction.copy);
      if (done) {
        prepare(transaction, organization, write, entry);
      }
      return done;
    }
    boolean done = commit(organization, write, entry);
    if (done) {
      call(organization);
    }
    return done;
  }

  void prepare(
      Open transaction,
      OrganizationId organization,
      Predicate<InMemoryStore> write,
      Function<LogPosition, Change> entry) {
    transaction.commits.add(() -> commit(organization, write, entry));
  }

  /** A write with its entry, in one step for everybody else. */
  synchronized boolean commit(
      OrganizationId organization,
      Predicate<InMemoryStore> write,
      Function<LogPosition, Change> entry) {
    if (!write.test(content)) {
      refused(organization);
      return false;
    }
    append(organization, entry.apply(next(organization)));
    return true;
  }

  /** A write that was prepared, without its entry. */
  final void settle(Predicate<InMemoryStore> write) {
    if (!write.test(content)) {
      throw new IllegalStateException("another writer came between");
    }
  }

  /** A write was not done. */
  void refused(OrganizationId organization) {}

  final synchronized LogPosition next(OrganizationId organization) {
    Log log = log(organization);
    return new LogPosition(number(log), time(log, clock.instant()));
  }

  long number(Log log) {
    return log.head.last().sequence() + 1;
  }

  Instant time(Log log, Instant now) {
    return now.truncatedTo(ChronoUnit.MICROS);
  }

  synchronized void append(OrganizationId organization, Change change) {
    Log log = log(organization);
    log.entries.add(change);
    log.head = new LogHead(change.position(), keyRevision(log, change));
  }

  long keyRevision(Log log, Change change) {
    return change instanceof Change.OfKeys ? change.position().sequence() : log.head.keyRevision();
  }

  void call(OrganizationId organization) {
    listeners.forEach(listener -> listener.accept(organization));
  }

  ContainerChange change(@Nullable Container before, Container next) {
    return ContainerChange.between(before, next);
  }

  ContainerChange removal(ContainerKey key, Revision revision) {
    return ContainerChange.removed(key.container(), revision);
  }

  Swap swap(Container next, Revision expected) {
    @Nullable Container[] before = {null};
    boolean done =
        write(
            next.key().organization(),
            store -> {
              before[0] = store.read(next.key()).orElse(null);
              return store.swap(next, expected) == Swap.DONE;
            },
            at -> new Change.OfContainer(at, change(before[0], next)));
    return done ? Swap.DONE : Swap.STALE;
  }

  Swap remove(ContainerKey key, Revision expected) {
    boolean done =
        write(
            key.organization(),
            store -> store.remove(key, expected) == Swap.DONE,
            at -> new Change.OfContainer(at, removal(key, expected)));
    return done ? Swap.DONE : Swap.STALE;
  }

  boolean addKey(ApiKey key) {
    return write(key.organization(), store -> store.addKey(key), Change.OfKeys::new);
  }

  boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    Optional<ApiKey> key = content.findKey(id);
    return key.isPresent()
        && write(
            key.get().organization(),
            store -> store.changeKeyStatus(id, expected, next),
            Change.OfKeys::new);
  }

  Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    Open transaction = open.get(Thread.currentThread());
    return transaction != null && !transaction.commits.isEmpty()
        ? Optional.empty()
        : Optional.of(organizations.stream().map(this::head).toList());
  }

  synchronized LogHead head(OrganizationId organization) {
    return log(organization).head;
  }

  synchronized Changes changes(OrganizationId organization, LogPosition after, int limit) {
    Log log = log(organization);
    if (!isKept(log, after)) {
      return new Changes.NotKept(log.head);
    }
    List<Change> rest =
        log.entries.stream()
            .filter(entry -> entry.position().sequence() > after.sequence())
            .toList();
    return new Changes.Page(rest.subList(0, Math.min(limit, rest.size())), log.head);
  }

  boolean isKept(Log log, LogPosition after) {
    boolean isWhole = log.entries.isEmpty() || log.entries.get(0).position().sequence() == 1;
    return after.equals(LogPosition.START)
        ? isWhole
        : log.entries.stream().anyMatch(entry -> entry.position().equals(after));
  }

  synchronized int trim(Instant before, int limit) {
    int removed = 0;
    for (Log log : logs()) {
      int old = Math.min(old(log, before), limit - removed);
      log.entries.subList(0, old).clear();
      removed += old;
    }
    return removed;
  }

  /** How many entries may go, the last one excepted. */
  int old(Log log, Instant before) {
    for (int i = log.entries.size() - 2; i >= 0; i--) {
      if (log.entries.get(i).position().at().isBefore(before)) {
        return i + 1;
      }
    }
    return 0;
  }

  Listening listen(Consumer<OrganizationId> listener) {
    Objects.requireNonNull(listener);
    Consumer<OrganizationId> own = organization -> listener.accept(organization);
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  final Transaction begin() {
    Open transaction = new Open(copy());
    open.put(Thread.currentThread(), transaction);
    return new Transaction() {
      @Override
      public void commit() {
        open.remove(Thread.currentThread());
        transaction.commits.forEach(Runnable::run);
      }

      @Override
      public void rollback() {
        open.remove(Thread.currentThread());
        rolledBack(transaction);
      }
    };
  }

  void rolledBack(Open transaction) {}

  final InMemoryStore copy() {
    InMemoryStore copy = new InMemoryStore();
    BrokenContainerStore.all(content).forEach(c -> copy.swap(c, Revision.NONE));
    KeyPages.all(content, null, 100)
        .forEach(key -> copy.addKey(((ApiKeyStore.ListedKey.Whole) key).key()));
    return copy;
  }

  private InMemoryStore line() {
    requireUp();
    Open transaction = open.get(Thread.currentThread());
    return transaction == null ? content : transaction.copy;
  }

  private void requireUp() {
    if (down) {
      throw new StoreUnavailableException("no answer", new IllegalStateException("the line broke"));
    }
  }

  /** What is kept of one organization. */
  static final class Log {
    final List<Change> entries = new ArrayList<>();
    LogHead head = LogHead.EMPTY;
  }

  /** A transaction that is not over. */
  static final class Open {
    final InMemoryStore copy;
    final List<Runnable> commits = new ArrayList<>();

    Open(InMemoryStore copy) {
      this.copy = copy;
    }
  }

  /** The containers of one store. */
  private final class Containers extends ForwardingContainerStore {
    Containers() {
      super(content);
    }

    @Override
    protected ContainerStore store() {
      return line();
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return LogStorage.this.swap(next, expected);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      return LogStorage.this.remove(key, expected);
    }
  }

  private final class Keys extends ForwardingApiKeyStore {
    Keys() {
      super(content);
    }

    @Override
    protected ApiKeyStore store() {
      return line();
    }

    @Override
    public boolean addKey(ApiKey key) {
      return LogStorage.this.addKey(key);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      return LogStorage.this.changeKeyStatus(id, expected, next);
    }
  }

  private final class Entries implements ChangeLog {
    @Override
    public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      requireUp();
      return LogStorage.this.heads(organizations);
    }

    @Override
    public Changes changes(OrganizationId organization, LogPosition after, int limit) {
      requireUp();
      return LogStorage.this.changes(organization, Objects.requireNonNull(after), limit);
    }

    @Override
    public int trim(Instant before, int limit) {
      requireUp();
      return LogStorage.this.trim(Objects.requireNonNull(before), limit);
    }

    @Override
    public Listening listen(Consumer<OrganizationId> listener) {
      return LogStorage.this.listen(listener);
    }
  }
}
