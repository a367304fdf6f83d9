package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when there is much of something, or when something goes wrong. */
final class BrokenBounds {
  private static final int ENOUGH = 100;

  private BrokenBounds() {}

  static ContainerStore takingNullForAnOutage(ContainerStore good) {
    return translating(ContainerStore.class, good, BrokenBounds::nullAsOutage);
  }

  static ApiKeyStore takingNullForAnOutageOfKeys(ApiKeyStore good) {
    return translating(ApiKeyStore.class, good, BrokenBounds::nullAsOutage);
  }

  static ChangeLog takingNullForAnOutageOfLog(ChangeLog good) {
    return translating(ChangeLog.class, good, BrokenBounds::nullAsOutage);
  }

  private static Throwable nullAsOutage(Throwable thrown) {
    return thrown instanceof NullPointerException
        ? new StoreUnavailableException("no answer", thrown)
        : thrown;
  }

  static ContainerStore leaking(ContainerStore good) {
    return translating(ContainerStore.class, good, BrokenBounds::asOfTheDriver);
  }

  static ApiKeyStore leakingOfKeys(ApiKeyStore good) {
    return translating(ApiKeyStore.class, good, BrokenBounds::asOfTheDriver);
  }

  static ChangeLog leakingOfLog(ChangeLog good) {
    return translating(ChangeLog.class, good, BrokenBounds::asOfTheDriver);
  }

  private static Throwable asOfTheDriver(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CorruptRecordException || cause == null ? thrown : cause;
  }

  /** Throws something else. */
  private static <T> T translating(
      Class<T> port, T good, Function<Throwable, Throwable> translation) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(good, arguments);
              } catch (InvocationTargetException e) {
                throw translation.apply(Objects.requireNonNull(e.getCause()));
              }
            }));
  }

  static final class FindingNothingUnderNull extends BreakableContainerStore {
    FindingNothingUnderNull(ContainerStore good) {
      super(good);
    }

    @Override
    @SuppressWarnings("NullAway") // The caller's mistake.
    public Reading find(ContainerKey container, AssetId asset) {
      return container == null ? new Reading.NoSuchContainer() : good.find(container, asset);
    }
  }

  /** Creates what it was given before it looks at the revision. */
  static final class WritingBeforeLooking extends BreakableContainerStore {
    WritingBeforeLooking(ContainerStore good) {
      super(good);
    }

    @Override
    @SuppressWarnings("NullAway") // The caller's mistake.
    public Swap swap(Container next, Revision expected) {
      return expected == null
          ? good.swap(next, good.latestRevision(next.key()))
          : good.swap(next, expected);
    }
  }

  /** Finds each superseded asset with the time of that which was superseded last. */
  static final class ReportingTheLatestTime extends BreakableContainerStore {
    ReportingTheLatestTime(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.Present present && present.supersededAt() != null
          ? new Reading.Present(
              present.asset(),
              good.read(container).orElseThrow().superseded().stream()
                  .map(SupersededAsset::supersededAt)
                  .max(Comparator.naturalOrder())
                  .orElseThrow())
          : reading;
    }
  }

  /** Looks at a hundred containers for those that meet a filter. */
  static final class GivingUpAFilter extends BrokenLists.Lister {
    GivingUpAFilter(ContainerStore good) {
      super(good);
    }

    @Override
    Stream<ContainerSummary> rows(OrganizationId organization, ContainerFilter filter) {
      return super.rows(organization, ContainerFilter.ALL)
          .limit(filter.equals(ContainerFilter.ALL) ? Long.MAX_VALUE : ENOUGH)
          .filter(row -> filter.includes(row.createdAt(), row.details()));
    }
  }

  /** Fills a page with at most 50, and takes a page that is not full for the last one. */
  static final class EndingAListAt50 extends BreakableContainerStore {
    EndingAListAt50(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      Page page = good.list(organization, filter, after, Math.min(limit, ENOUGH / 2));
      return page.entries().size() < limit ? new Page(page.entries(), null) : page;
    }
  }

  static final class EndingAScanAt100 extends BreakableContainerStore {
    EndingAScanAt100(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      Set<ContainerKey> first =
          good.scan(null, ENOUGH).stream().map(Scanned::key).collect(Collectors.toSet());
      return good.scan(after, limit).stream().filter(s -> first.contains(s.key())).toList();
    }
  }

  static final class EndingDueAt100 extends BreakableContainerStore {
    EndingDueAt100(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      Set<Due> first = Set.copyOf(good.due(stage, until, null, ENOUGH));
      return good.due(stage, until, after, limit).stream().filter(first::contains).toList();
    }
  }

  static final class RefusingLargeLimits extends BreakableContainerStore {
    RefusingLargeLimits(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      if (limit > 10_000) {
        throw new IllegalArgumentException("limit: " + limit);
      }
      return good.scan(after, limit);
    }
  }

  /** Sees by one more entry whether there is a next page. */
  static final class AskingForOneMore extends BreakableContainerStore {
    AskingForOneMore(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      List<Listed> rows = good.list(organization, filter, after, limit + 1).entries();
      return rows.size() <= limit
          ? new Page(rows, null)
          : new Page(rows.subList(0, limit), rows.get(limit - 1).position());
    }
  }

  static final class TakingOutagesForAbsence extends BreakableContainerStore {
    TakingOutagesForAbsence(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      try {
        return good.read(key);
      } catch (CorruptRecordException e) {
        throw e;
      } catch (StoreUnavailableException e) {
        return Optional.empty();
      }
    }
  }

  static final class TakingCorruptForAbsent extends BreakableContainerStore {
    TakingCorruptForAbsent(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      try {
        return good.read(key);
      } catch (CorruptRecordException e) {
        return Optional.empty();
      }
    }
  }

  /** Reads what is there before it writes something else. */
  static final class RefusingToReplace extends BreakableContainerStore {
    RefusingToReplace(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      good.read(next.key());
      return good.swap(next, expected);
    }
  }

  static final class ScanningPastCorrupt extends BreakableContainerStore {
    ScanningPastCorrupt(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return good.scan(after, limit).stream().filter(Scanned.Whole.class::isInstance).toList();
    }
  }
}
