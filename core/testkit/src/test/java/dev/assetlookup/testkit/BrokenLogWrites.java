package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they number and log their writes. */
final class BrokenLogWrites {
  private BrokenLogWrites() {}

  /** Keeps the logs of organizations under names of its own. */
  static Function<InstantSource, LogStorage> naming(UnaryOperator<String> name) {
    return clock ->
        new LogStorage(clock) {
          @Override
          String name(OrganizationId organization) {
            return name.apply(organization.value());
          }
        };
  }

  /** Takes other numbers. */
  static Function<InstantSource, LogStorage> numbering(
      BiFunction<LogStorage.Log, Long, Long> number) {
    return clock ->
        new LogStorage(clock) {
          @Override
          long number(Log log) {
            return number.apply(log, super.number(log));
          }
        };
  }

  /** Takes a number for each attempt, as a sequence of a database does. */
  static final class BurningNumbers extends LogStorage {
    private final Map<Log, Long> burned = new HashMap<>();

    BurningNumbers(InstantSource clock) {
      super(clock);
    }

    @Override
    void refused(OrganizationId organization) {
      burned.merge(log(organization), 1L, Long::sum);
    }

    @Override
    long number(Log log) {
      Long more = burned.remove(log);
      return super.number(log) + (more == null ? 0 : more);
    }
  }

  /** Logs what was not done, too. */
  static final class LoggingRefused extends LogStorage {
    LoggingRefused(InstantSource clock) {
      super(clock);
    }

    @Override
    void refused(OrganizationId organization) {
      append(organization, new Change.OfKeys(next(organization)));
    }
  }

  /** Does a write and logs it in two steps, each of them safe. */
  static final class ReadingTheNumberFirst extends LogStorage {
    ReadingTheNumberFirst(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is the point.
    boolean commit(
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      if (!write.test(content)) {
        return false;
      }
      LogPosition next = next(organization);
      BreakableContainerStore.letOthersIn();
      append(organization, entry.apply(next));
      return true;
    }
  }

  /** Has its turns under a lock that other organizations have, too, and numbers for all. */
  static final class CountingForAll extends LogStorage {
    private long last;

    CountingForAll(InstantSource clock) {
      super(clock);
    }

    @Override
    long number(Log log) {
      return ++last;
    }
  }

  /** Takes a number as soon as it writes, and shows it when it is done, out of order. */
  static final class CommittingOutOfOrder extends LogStorage {
    private final Map<String, AtomicInteger> taken = new HashMap<>();
    private final AtomicInteger turns = new AtomicInteger();

    CommittingOutOfOrder(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is the point.
    boolean commit(
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      Change change;
      synchronized (this) {
        if (!write.test(content)) {
          return false;
        }
        int number =
            taken
                .computeIfAbsent(organization.value(), name -> new AtomicInteger())
                .incrementAndGet();
        change = entry.apply(new LogPosition(number, next(organization).at()));
      }
      if (turns.incrementAndGet() % 3 == 0) {
        BreakableContainerStore.letOthersIn();
      }
      append(organization, change);
      return true;
    }

    @Override
    synchronized void append(OrganizationId organization, Change change) {
      Log log = log(organization);
      int at = log.entries.size();
      long number = change.position().sequence();
      while (at > 0 && log.entries.get(at - 1).position().sequence() > number) {
        at--;
      }
      log.entries.add(at, change);
      if (number > log.head.last().sequence()) {
        log.head = new LogHead(change.position(), keyRevision(log, change));
      }
    }
  }

  /** Logs a write, and does it then. */
  static final class LoggingFirst extends LogStorage {
    LoggingFirst(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is the point.
    boolean commit(
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      InMemoryStore before = copy();
      synchronized (this) {
        if (!write.test(before)) {
          return false;
        }
        append(organization, entry.apply(next(organization)));
      }
      BreakableContainerStore.letOthersIn();
      synchronized (this) {
        return write.test(content);
      }
    }
  }

  /** Does some of its writes without the log. */
  static Function<InstantSource, LogStorage> withoutEntryOf(Predicate<String> call) {
    return clock -> new Silent(clock, call);
  }

  private static final class Silent extends LogStorage {
    private final Predicate<String> call;

    Silent(InstantSource clock, Predicate<String> call) {
      super(clock);
      this.call = call;
    }

    @Override
    Swap swap(Container next, Revision expected) {
      return call.test("swap") ? content.swap(next, expected) : super.swap(next, expected);
    }

    @Override
    Swap remove(ContainerKey key, Revision expected) {
      return call.test("remove") ? content.remove(key, expected) : super.remove(key, expected);
    }

    @Override
    boolean addKey(ApiKey key) {
      return call.test("addKey") ? content.addKey(key) : super.addKey(key);
    }

    @Override
    boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      return call.test("changeKeyStatus")
          ? content.changeKeyStatus(id, expected, next)
          : super.changeKeyStatus(id, expected, next);
    }
  }

  /** Logs what is done in a transaction at once, and what is rolled back with it. */
  static final class ShowingUncommitted extends LogStorage {
    ShowingUncommitted(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized void prepare(
        Open transaction,
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      append(organization, entry.apply(next(organization)));
      transaction.commits.add(() -> settle(write));
    }
  }

  /** Logs what was rolled back, when it is. */
  static final class LoggingRolledBack extends LogStorage {
    private @Nullable OrganizationId last;

    LoggingRolledBack(InstantSource clock) {
      super(clock);
    }

    @Override
    void prepare(
        Open transaction,
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      super.prepare(transaction, organization, write, entry);
      last = organization;
    }

    @Override
    void rolledBack(Open transaction) {
      if (last != null) {
        append(last, new Change.OfKeys(next(last)));
      }
    }
  }

  /** Takes numbers in a transaction that others do not get, and that a rollback does not return. */
  static final class TakingNumbersEarly extends LogStorage {
    private final Map<OrganizationId, Long> taken = new HashMap<>();

    TakingNumbersEarly(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized void prepare(
        Open transaction,
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      taken.merge(organization, 1L, Long::sum);
      transaction.commits.add(
          () -> {
            synchronized (this) {
              taken.merge(organization, -1L, Long::sum);
              settle(write);
              append(organization, entry.apply(next(organization)));
            }
          });
    }

    @Override
    synchronized void append(OrganizationId organization, Change change) {
      long more = taken.getOrDefault(organization, 0L);
      LogPosition at = change.position();
      LogPosition later = new LogPosition(at.sequence() + more, at.at());
      super.append(
          organization,
          change instanceof Change.OfContainer of
              ? new Change.OfContainer(later, of.change())
              : new Change.OfKeys(later));
    }
  }

  /** Lets nobody write beside a transaction, whoever it is. */
  static final class LockingEverybodyOut extends LogStorage {
    private volatile @Nullable Thread owner;

    LockingEverybodyOut(InstantSource clock) {
      super(clock);
    }

    @Override
    void prepare(
        Open transaction,
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      owner = Thread.currentThread();
      super.prepare(transaction, organization, write, entry);
    }

    @Override
    void rolledBack(Open transaction) {
      owner = null;
    }

    @Override
    synchronized boolean commit(
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      Thread now = owner;
      if (now != null && now != Thread.currentThread()) {
        throw new StoreUnavailableException("timed out waiting for a lock", null);
      }
      owner = null;
      return super.commit(organization, write, entry);
    }
  }
}
