package dev.assetlookup.testkit;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.AuditTrail.Entries;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage with an audit trail that several stores share, whose line can be cut, and whose callers
 * have transactions. Each step can be broken by a subclass.
 */
class AuditStorage {
  final InMemoryStore content = new InMemoryStore();
  final Map<String, List<AuditEntry>> trails = new TreeMap<>();
  private final InstantSource clock;
  private final Map<Thread, Open> open = new ConcurrentHashMap<>();
  private long number;
  private volatile boolean down;

  AuditStorage(InstantSource clock) {
    this.clock = clock;
  }

  /** One more store over it. */
  Ports instance() {
    return new Ports(containers(unnamed()), new Keys(unnamed()), new Trail());
  }

  final ContainerStore containers(Actor actor) {
    return new Containers(actor);
  }

  final void cut() {
    down = true;
  }

  /** Who writes without a view. */
  Actor unnamed() {
    return Actor.APPLICATION;
  }

  /** Who writes by a view. */
  Actor named(Actor actor) {
    return Objects.requireNonNull(actor);
  }

  /** The containers as a view has them. */
  ContainerStore view(Actor actor) {
    return containers(actor);
  }

  /** Under which name a trail is kept. */
  String name(OrganizationId organization) {
    return organization.value();
  }

  final synchronized List<AuditEntry> trail(OrganizationId organization) {
    return trails.computeIfAbsent(name(organization), name -> new ArrayList<>());
  }

  /** Does a write and appends its entry, or prepares that for the end of a transaction. */
  final boolean done(
      OrganizationId organization,
      Actor actor,
      Predicate<InMemoryStore> write,
      Supplier<Deed> deed) {
    requireUp();
    Open transaction = open.get(Thread.currentThread());
    if (transaction == null) {
      return commit(organization, actor, write, deed);
    }
    boolean done = write.test(transaction.copy);
    if (done) {
      prepare(transaction, organization, actor, write, deed);
    }
    return done;
  }

  void prepare(
      Open transaction,
      OrganizationId organization,
      Actor actor,
      Predicate<InMemoryStore> write,
      Supplier<Deed> deed) {
    transaction.commits.add(() -> commit(organization, actor, write, deed));
  }

  /** A write with its entry, in one step for everybody else. */
  synchronized boolean commit(
      OrganizationId organization,
      Actor actor,
      Predicate<InMemoryStore> write,
      Supplier<Deed> deed) {
    if (!write.test(content)) {
      refused(organization, actor, deed);
      return false;
    }
    append(organization, actor, deed.get());
    return true;
  }

  /** A write was not done. */
  void refused(OrganizationId organization, Actor actor, Supplier<Deed> deed) {}

  synchronized void append(OrganizationId organization, Actor actor, Deed deed) {
    trail(organization).add(new AuditEntry(next(), actor, rewritten(deed)));
  }

  Deed rewritten(Deed deed) {
    return deed;
  }

  final synchronized LogPosition next() {
    number = number(number);
    return new LogPosition(number, time(clock.instant()));
  }

  long number(long last) {
    return last + 1;
  }

  Instant time(Instant now) {
    return now.truncatedTo(ChronoUnit.MICROS);
  }

  /** Newest first. */
  List<AuditEntry> sorted(List<AuditEntry> trail) {
    List<AuditEntry> sorted = new ArrayList<>(trail);
    java.util.Collections.reverse(sorted);
    return sorted;
  }

  synchronized Entries entries(
      OrganizationId organization, @Nullable LogPosition before, int limit) {
    List<AuditEntry> sorted = sorted(trail(organization));
    return page(sorted.subList(start(sorted, before), sorted.size()), limit);
  }

  /** Where a page begins. */
  int start(List<AuditEntry> sorted, @Nullable LogPosition before) {
    if (before == null) {
      return 0;
    }
    int start = 0;
    while (start < sorted.size() && sorted.get(start).position().sequence() >= before.sequence()) {
      start++;
    }
    return start;
  }

  Entries page(List<AuditEntry> rest, int limit) {
    List<AuditEntry> page = rest.subList(0, Math.min(limit, rest.size()));
    boolean isLast = page.size() == rest.size();
    return new Entries(page, List.of(), isLast ? null : page.get(page.size() - 1).position());
  }

  synchronized int trim(Instant before, int limit) {
    int removed = 0;
    for (List<AuditEntry> trail : trails.values()) {
      for (AuditEntry entry : List.copyOf(trail)) {
        if (removed < limit && entry.position().at().isBefore(before)) {
          trail.remove(entry);
          removed++;
        }
      }
    }
    return removed;
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
      }
    };
  }

  final InMemoryStore copy() {
    InMemoryStore copy = new InMemoryStore();
    BrokenContainerStore.all(content).forEach(c -> copy.swap(c, Revision.NONE));
    return copy;
  }

  private InMemoryStore line() {
    requireUp();
    Open transaction = open.get(Thread.currentThread());
    return transaction == null ? content : transaction.copy;
  }

  void requireUp() {
    if (down) {
      throw new StoreUnavailableException("no answer", new IllegalStateException("the line broke"));
    }
  }

  /** A transaction that is not over. */
  static final class Open {
    final InMemoryStore copy;
    final List<Runnable> commits = new ArrayList<>();

    Open(InMemoryStore copy) {
      this.copy = copy;
    }
  }

  private final class Containers extends ForwardingContainerStore {
    private final Actor actor;

    Containers(Actor actor) {
      super(content);
      this.actor = actor;
    }

    @Override
    protected ContainerStore store() {
      return line();
    }

    @Override
    public ContainerStore writtenBy(Actor writer) {
      return view(named(writer));
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      Optional<Container> before = line().read(next.key());
      boolean done =
          done(
              next.key().organization(),
              actor,
              store -> store.swap(next, expected) == Swap.DONE,
              () -> Deed.swapped(ContainerChange.between(before.orElse(null), next), expected));
      return done ? Swap.DONE : Swap.STALE;
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      boolean done =
          done(
              key.organization(),
              actor,
              store -> store.remove(key, expected) == Swap.DONE,
              () -> Deed.removed(key.container(), expected));
      return done ? Swap.DONE : Swap.STALE;
    }
  }

  private final class Keys extends ForwardingApiKeyStore {
    private final Actor actor;

    Keys(Actor actor) {
      super(content);
      this.actor = actor;
    }

    @Override
    protected ApiKeyStore store() {
      return line();
    }

    @Override
    public ApiKeyStore changedBy(Actor changer) {
      return new Keys(named(changer));
    }

    @Override
    public boolean addKey(ApiKey key) {
      return done(
          key.organization(), actor, store -> store.addKey(key), () -> Deed.minted(key.id()));
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      Optional<ApiKey> key = line().findKey(id);
      return key.isPresent()
          && done(
              key.get().organization(),
              actor,
              store -> store.changeKeyStatus(id, expected, next),
              () -> Deed.changed(id, expected, next));
    }
  }

  private final class Trail implements AuditTrail {
    @Override
    public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
      requireUp();
      return AuditStorage.this.entries(organization, before, limit);
    }

    @Override
    public int trimEntries(Instant before, int limit) {
      requireUp();
      return trim(Objects.requireNonNull(before), limit);
    }
  }
}
