package dev.assetlookup.testkit;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ForwardingChangeLog;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What stores answer wrongly about their log. */
final class BrokenLogReads {
  private BrokenLogReads() {}

  /** Takes more places for kept than there are. */
  static Function<InstantSource, LogStorage> keeping(BiPredicate<LogStorage.Log, LogPosition> too) {
    return clock ->
        new LogStorage(clock) {
          @Override
          boolean isKept(Log log, LogPosition after) {
            return super.isKept(log, after) || too.test(log, after);
          }
        };
  }

  static boolean isFuture(LogStorage.Log log, LogPosition after) {
    return after.sequence() > log.head.last().sequence();
  }

  static boolean isOfAnotherTime(LogStorage.Log log, LogPosition after) {
    return log.entries.stream().anyMatch(e -> e.position().sequence() == after.sequence());
  }

  static boolean isBeforeTheFirst(LogStorage.Log log, LogPosition after) {
    return !log.entries.isEmpty()
        && after.sequence() > 0
        && after.sequence() < log.entries.get(0).position().sequence();
  }

  /** Changes a page. */
  static Function<InstantSource, LogStorage> paging(PageRewrite rewrite) {
    return clock ->
        new LogStorage(clock) {
          @Override
          synchronized Changes changes(OrganizationId organization, LogPosition after, int limit) {
            Changes changes = super.changes(organization, after, limit);
            return changes instanceof Changes.Page page
                ? rewrite.apply(log(organization), page, limit)
                : changes;
          }
        };
  }

  /** What is answered in place of the right page. */
  @FunctionalInterface
  interface PageRewrite {
    Changes apply(LogStorage.Log log, Changes.Page page, int limit);
  }

  static List<Change> reversed(List<Change> changes) {
    List<Change> reversed = new ArrayList<>(changes);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Looks for one more than it was asked for, to know whether there are more. */
  static Changes askingForOneMore(LogStorage.Log log, Changes.Page page, int limit) {
    int asked = limit + 1;
    return asked < 0 ? new Changes.Page(List.of(), page.head()) : page;
  }

  static Changes includingThePlace(LogStorage.Log log, Changes.Page page, int limit) {
    List<Change> changes = new ArrayList<>(page.changes());
    int first = changes.isEmpty() ? log.entries.size() : log.entries.indexOf(changes.get(0));
    if (first > 0) {
      changes.add(0, log.entries.get(first - 1));
    }
    return new Changes.Page(changes.subList(0, Math.min(limit, changes.size())), page.head());
  }

  static Changes onlyContainers(LogStorage.Log log, Changes.Page page, int limit) {
    return new Changes.Page(
        page.changes().stream().filter(Change.OfContainer.class::isInstance).toList(), page.head());
  }

  static Changes ignoringTheLimit(LogStorage.Log log, Changes.Page page, int limit) {
    int first =
        page.changes().isEmpty() ? log.entries.size() : log.entries.indexOf(page.changes().get(0));
    return new Changes.Page(log.entries.subList(first, log.entries.size()), page.head());
  }

  static Changes withTheHeadOfThePage(LogStorage.Log log, Changes.Page page, int limit) {
    List<Change> changes = page.changes();
    return changes.isEmpty()
        ? page
        : new Changes.Page(changes, new LogHead(changes.get(changes.size() - 1).position(), 0));
  }

  /** Answers that a place is not kept with an empty page. */
  static final class KnowingNoLoss extends LogStorage {
    KnowingNoLoss(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized Changes changes(OrganizationId organization, LogPosition after, int limit) {
      Changes changes = super.changes(organization, after, limit);
      return changes instanceof Changes.NotKept lost
          ? new Changes.Page(List.of(), lost.head())
          : changes;
    }
  }

  /** Looks whether a place is kept, and reads what follows then. */
  static final class LookingFirst extends LogStorage {
    LookingFirst(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is the point.
    Changes changes(OrganizationId organization, LogPosition after, int limit) {
      Changes changes = super.changes(organization, after, limit);
      if (changes instanceof Changes.NotKept) {
        return changes;
      }
      BreakableContainerStore.letOthersIn();
      synchronized (this) {
        Log log = log(organization);
        List<Change> rest =
            log.entries.stream()
                .filter(entry -> entry.position().sequence() > after.sequence())
                .toList();
        return new Changes.Page(rest.subList(0, Math.min(limit, rest.size())), log.head);
      }
    }
  }

  /** Answers other heads. */
  static Function<InstantSource, LogStorage> heading(UnaryOperator<List<OrganizationId>> asked) {
    return clock ->
        new LogStorage(clock) {
          @Override
          Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
            return super.heads(asked.apply(organizations));
          }
        };
  }

  static final class LeavingOutSilent extends LogStorage {
    LeavingOutSilent(InstantSource clock) {
      super(clock);
    }

    @Override
    Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      return super.heads(organizations)
          .map(heads -> heads.size() < 2 ? heads : withoutEmpty(heads));
    }
  }

  private static List<LogHead> withoutEmpty(List<LogHead> heads) {
    return heads.stream().filter(head -> !head.equals(LogHead.EMPTY)).toList();
  }

  static final class RefusingNobody extends LogStorage {
    RefusingNobody(InstantSource clock) {
      super(clock);
    }

    @Override
    Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      if (organizations.isEmpty()) {
        throw new IllegalArgumentException("in ()");
      }
      return super.heads(organizations);
    }
  }

  /** Answers within a transaction as outside. */
  static final class KnowingHeadsInTransactions extends LogStorage {
    KnowingHeadsInTransactions(InstantSource clock) {
      super(clock);
    }

    @Override
    Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      return Optional.of(organizations.stream().map(this::head).toList());
    }
  }

  /** Remembers in each store the heads that it has read, until that store writes. */
  static final class CachingHeads extends LogStorage {
    CachingHeads(InstantSource clock) {
      super(clock);
    }

    @Override
    Ports instance() {
      Ports good = super.instance();
      Map<OrganizationId, LogHead> cache = new ConcurrentHashMap<>();
      ChangeLog caching =
          new ForwardingChangeLog(good.log()) {
            @Override
            public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
              Optional<List<LogHead>> heads = super.heads(organizations);
              return heads.map(
                  read ->
                      IntStream.range(0, read.size())
                          .mapToObj(
                              i -> cache.computeIfAbsent(organizations.get(i), o -> read.get(i)))
                          .toList());
            }
          };
      ownListener(cache);
      return new Ports(good.containers(), good.keys(), caching);
    }

    /** The first store hears of all writes, the others of none. */
    private void ownListener(Map<OrganizationId, LogHead> cache) {
      if (listeners.isEmpty()) {
        listeners.add(cache::remove);
      }
    }
  }

  /** Puts another log in front of each store. */
  static Function<InstantSource, LogStorage> behind(UnaryOperator<ChangeLog> breaking) {
    return clock ->
        new LogStorage(clock) {
          @Override
          Ports instance() {
            Ports good = super.instance();
            return new Ports(good.containers(), good.keys(), breaking.apply(good.log()));
          }
        };
  }
}
