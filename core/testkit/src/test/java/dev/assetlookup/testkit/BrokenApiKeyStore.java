package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** API key stores that are wrong in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenApiKeyStore {
  FORGETS_NAMES(
      "K01 K02 K05 K06 K07 K11 K12 K13 K20 K21 K22 K24 K25 K26 K31 K32 K33 K34 "
          + "K35 K36 K40 ?K41 K42 K43 K45",
      rewriting(k -> copy(k, null, null, k.scopes()))),
  TAKES_EMPTY_NAMES_FOR_ABSENT(
      "K02",
      rewriting(
          k -> copy(k, emptyToNull(k.organizationName()), emptyToNull(k.name()), k.scopes()))),
  KEEPS_NAMES_IN_ASCII(
      "K05", rewriting(k -> copy(k, toAscii(k.organizationName()), toAscii(k.name()), k.scopes()))),
  KEEPS_ONE_SCOPE(
      "K03 K06 K07 K11 K12 K13 K20 K21 K22 K24 K25 K26 K31 K32 K33 K34 K35 K36 "
          + "K40 ?K41 K42 K43 K45",
      rewriting(BrokenApiKeyStore::withOneScope)),
  KNOWS_NO_TEST_KEYS("K01 K04", rewriting(BrokenApiKeyStore::live)),
  FORGETS_KILLED_ORGANIZATIONS(
      "K01 K06 K21 K25",
      rewriting(k -> k.with(new Status(k.status().revokedAt(), k.status().keyKilled(), false)))),
  CUTS_TIMES_TO_MILLISECONDS(
      "K01 K02 K03 K04 K05 K06 K07 K11 K12 K13 K20 K21 K22 K24 K25 K26 K31 K32 "
          + "K33 K34 K35 K36 K40 ?K41 K42 K43 K45",
      rewriting(BrokenApiKeyStore::inMilliseconds)),
  CUTS_ORGANIZATIONS_AT_32("K07", rewriting(BrokenApiKeyStore::withShortOrganization)),
  FINDS_ANY_KEY("K10", FindingAny::new),
  OVERWRITES_WHEN_ADDING("K11 K12 K40 ?K41 K45", overwriting(() -> true)),
  OVERWRITES_AND_DENIES_IT("K12 ?K41", overwriting(() -> false)),
  CHECKS_THEN_ADDS("K12 ?K41 K45", CheckingThenAdding::new),
  LETS_ONE_WRITER_IN_AT_A_TIME("K13", OneWriterAtATime::new),
  ALWAYS_CHANGES_THE_STATUS("K21 K22 K24 ?K41 K43", changingIf((stored, expected) -> true)),
  IGNORES_WHEN_IT_WAS_REVOKED(
      "K21 K22 K24 ?K41",
      changingIf(
          (stored, expected) ->
              stored.keyKilled() == expected.keyKilled()
                  && stored.organizationKilled() == expected.organizationKilled())),
  NEVER_EXPECTS_AN_UNREVOKED_KEY(
      "K21 K22 K43",
      changingIf(
          (stored, expected) ->
              stored.revokedAt() == null
                  || Objects.equals(stored.revokedAt(), expected.revokedAt()))),
  CHANGES_EVERY_KEY_OF_THE_ORGANIZATION("K20", ChangingAll::new),
  CONFIRMS_CHANGES_OF_UNKNOWN_KEYS("K23", ConfirmingUnknown::new),
  CHECKS_THEN_CHANGES("K24 ?K41 K43", CheckingThenChanging::new),
  COUNTS_CHANGED_ROWS("K26", CountingChangedRows::new),
  HIDES_REVOKED_KEYS("K01 K06 K20 K21 K24 K25 K40 ?K41", HidingRevoked::new),
  TAKES_AN_EMPTY_STORE_FOR_A_FAILURE("K23 K30", FailingOnNothing::new),
  LISTS_BACKWARDS("K13 K25 K31 K32 K33 K35 K36 K42 K45", listing(Comparator.reverseOrder())),
  LISTS_LETTERS_FIRST(
      "K13 K31 K33 K35 K42 K45",
      listing(Comparator.comparing(id -> id.value().replaceAll("([2-7])", "a$1")))),
  REPEATS_THE_LAST_OF_A_PAGE(
      "K01 K02 K03 K04 K05 K06 K07 K11 ?K13 K25 K31 K32 K33 K34 K35 K36 K40 K42 " + "K45",
      RepeatingTheLast::new),
  IGNORES_THE_LIMIT("K31 K32 K33 K35 K36 K42 K45", IgnoringTheLimit::new),
  IGNORES_THE_ORGANIZATION("K34 K35 K42 K45", filteringBy((asked, actual) -> true)),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE("K34 K45", filteringBy(String::equalsIgnoreCase)),
  TAKES_ORGANIZATIONS_FOR_PREFIXES(
      "K34 K45", filteringBy((asked, actual) -> actual.startsWith(asked))),
  FILTERS_AFTER_THE_LIMIT("K35 K42", FilteringAfterTheLimit::new),
  PAGES_BY_COUNT("K32 K35 K36 K45", PagingByCount::new),
  ANSWERS_FROM_A_CACHE_OF_ITS_OWN("K40", Caching::new),
  LOCKS_OUT_WRITERS_OF_ITS_OWN("K41", LockingInOneInstance::new),
  ENDS_A_LIST_AT_100("K42", EndingAListAt100::new),
  REFUSES_LARGE_LIMITS("K42", RefusingLargeLimits::new),
  TAKES_NULL_FOR_AN_OUTAGE("K43", BrokenBounds::takingNullForAnOutageOfKeys),
  LEAKS_WHAT_THE_DRIVER_THROWS("K44", BrokenBounds::leakingOfKeys),
  FAILS_A_LIST_FOR_ONE_CORRUPT_KEY("K45", FailingForOneCorruptKey::new),
  HIDES_CORRUPT_KEYS("K45", HidingCorrupt::new),
  TAKES_A_CORRUPT_KEY_FOR_ABSENT("K45", TakingCorruptForAbsent::new);

  /** The rules that it fails each time, and those that it fails only if threads meet. */
  final RuleSet broken;

  private final Function<ApiKeyStore, ApiKeyStore> breaking;

  BrokenApiKeyStore(String broken, Function<ApiKeyStore, ApiKeyStore> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  /** A store that is broken in this way, over a good one. */
  ApiKeyStore over(ApiKeyStore good) {
    return breaking.apply(good);
  }

  private static Function<ApiKeyStore, ApiKeyStore> rewriting(UnaryOperator<ApiKey> change) {
    return good ->
        new Forwarding(good) {
          @Override
          public boolean addKey(ApiKey key) {
            return good.addKey(change.apply(key));
          }
        };
  }

  private static ApiKey copy(
      ApiKey key, @Nullable String organizationName, @Nullable String name, Set<Scope> scopes) {
    return new ApiKey(
        key.id(),
        key.organization(),
        organizationName,
        key.environment(),
        key.secretDigest(),
        scopes,
        key.rateLimitTier(),
        name,
        key.createdAt(),
        key.status());
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String toAscii(@Nullable String text) {
    return text == null ? null : text.replaceAll("[^ -~]", "?");
  }

  private static ApiKey withOneScope(ApiKey key) {
    return key.scopes().size() < 2
        ? key
        : copy(key, key.organizationName(), key.name(), Set.of(Scope.CONTENT_READ));
  }

  private static ApiKey live(ApiKey key) {
    return new ApiKey(
        key.id(),
        key.organization(),
        key.organizationName(),
        Environment.LIVE,
        key.secretDigest(),
        key.scopes(),
        RateLimitTier.STANDARD,
        key.name(),
        key.createdAt(),
        key.status());
  }

  private static ApiKey inMilliseconds(ApiKey key) {
    Instant revokedAt = key.status().revokedAt();
    return new ApiKey(
            key.id(),
            key.organization(),
            key.organizationName(),
            key.environment(),
            key.secretDigest(),
            key.scopes(),
            key.rateLimitTier(),
            key.name(),
            key.createdAt().truncatedTo(ChronoUnit.MILLIS),
            key.status())
        .with(
            new Status(
                revokedAt == null ? null : revokedAt.truncatedTo(ChronoUnit.MILLIS),
                key.status().keyKilled(),
                key.status().organizationKilled()));
  }

  private static ApiKey withShortOrganization(ApiKey key) {
    String organization = key.organization().value();
    return new ApiKey(
        key.id(),
        new OrganizationId(organization.substring(0, Math.min(32, organization.length()))),
        key.organizationName(),
        key.environment(),
        key.secretDigest(),
        key.scopes(),
        key.rateLimitTier(),
        key.name(),
        key.createdAt(),
        key.status());
  }

  /** Adds a key in place of the one that is there. */
  private static Function<ApiKeyStore, ApiKeyStore> overwriting(Supplier<Boolean> answer) {
    return good ->
        new Forwarding(good) {
          private final Map<ApiKeyId, ApiKey> replaced = new ConcurrentHashMap<>();

          @Override
          public boolean addKey(ApiKey key) {
            if (good.addKey(key)) {
              return true;
            }
            replaced.put(key.id(), key);
            return answer.get();
          }

          @Override
          public Optional<ApiKey> findKey(ApiKeyId id) {
            return Optional.ofNullable(replaced.get(id)).or(() -> good.findKey(id));
          }
        };
  }

  /** Changes a status if it takes the stored and the expected one for equal. */
  private static Function<ApiKeyStore, ApiKeyStore> changingIf(
      BiPredicate<Status, Status> takenForEqual) {
    return good ->
        new Forwarding(good) {
          @Override
          public synchronized boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
            Status stored = good.findKey(id).map(ApiKey::status).orElse(expected);
            return good.changeKeyStatus(
                id, takenForEqual.test(stored, expected) ? stored : expected, next);
          }
        };
  }

  private static Function<ApiKeyStore, ApiKeyStore> listing(Comparator<ApiKeyId> order) {
    return good ->
        new Forwarding(good) {
          @Override
          public List<ListedKey> listKeys(
              @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
            return all(organization)
                .filter(key -> after == null || order.compare(key.id(), after) > 0)
                .sorted(Comparator.comparing(ApiKey::id, order))
                .limit(limit)
                .<ListedKey>map(ListedKey.Whole::new)
                .toList();
          }
        };
  }

  private static Function<ApiKeyStore, ApiKeyStore> filteringBy(
      BiPredicate<String, String> matches) {
    return good ->
        new Forwarding(good) {
          @Override
          public List<ListedKey> listKeys(
              @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
            return all(null)
                .filter(key -> after == null || key.id().compareTo(after) > 0)
                .filter(
                    key ->
                        organization == null
                            || matches.test(organization.value(), key.organization().value()))
                .limit(limit)
                .<ListedKey>map(ListedKey.Whole::new)
                .toList();
          }
        };
  }

  private static class Forwarding extends ForwardingApiKeyStore {
    Forwarding(ApiKeyStore good) {
      super(good);
    }

    final Stream<ApiKey> all(@Nullable OrganizationId organization) {
      return good.listKeys(organization, null, Integer.MAX_VALUE).stream()
          .filter(ListedKey.Whole.class::isInstance)
          .map(entry -> ((ListedKey.Whole) entry).key());
    }
  }

  private static final class FindingAny extends Forwarding {
    FindingAny(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      return good.findKey(id).or(() -> all(null).findFirst());
    }
  }

  private static final class CheckingThenAdding extends Forwarding {
    CheckingThenAdding(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean addKey(ApiKey key) {
      if (good.findKey(key.id()).isPresent()) {
        return false;
      }
      ForwardingContainerStore.letOthersIn();
      good.addKey(key);
      return true;
    }
  }

  private static final class OneWriterAtATime extends Forwarding {
    private final ReentrantLock lock = new ReentrantLock();

    OneWriterAtATime(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean addKey(ApiKey key) {
      if (!lock.tryLock()) {
        return false;
      }
      try {
        ForwardingContainerStore.letOthersIn();
        return good.addKey(key);
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class ChangingAll extends Forwarding {
    ChangingAll(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      boolean changed = good.changeKeyStatus(id, expected, next);
      if (changed) {
        all(null).forEach(key -> good.changeKeyStatus(key.id(), expected, next));
      }
      return changed;
    }
  }

  private static final class ConfirmingUnknown extends Forwarding {
    ConfirmingUnknown(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      return good.changeKeyStatus(id, expected, next) || good.findKey(id).isEmpty();
    }
  }

  private static final class CheckingThenChanging extends Forwarding {
    CheckingThenChanging(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      if (good.findKey(id).filter(key -> key.status().equals(expected)).isEmpty()) {
        return false;
      }
      ForwardingContainerStore.letOthersIn();
      synchronized (this) {
        Status stored = good.findKey(id).orElseThrow().status();
        return good.changeKeyStatus(id, stored, next);
      }
    }
  }

  private static final class CountingChangedRows extends Forwarding {
    CountingChangedRows(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      return good.changeKeyStatus(id, expected, next) && !expected.equals(next);
    }
  }

  private static final class HidingRevoked extends Forwarding {
    HidingRevoked(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      return good.findKey(id).filter(key -> key.status().revokedAt() == null);
    }
  }

  private static final class FailingOnNothing extends Forwarding {
    FailingOnNothing(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      if (all(null).findFirst().isEmpty()) {
        throw new IllegalStateException("no keys");
      }
      return good.listKeys(organization, after, limit);
    }
  }

  private static final class RepeatingTheLast extends Forwarding {
    RepeatingTheLast(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return all(organization)
          .filter(key -> after == null || key.id().compareTo(after) >= 0)
          .limit(limit)
          .<ListedKey>map(ListedKey.Whole::new)
          .toList();
    }
  }

  private static final class IgnoringTheLimit extends Forwarding {
    IgnoringTheLimit(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return good.listKeys(organization, after, Integer.MAX_VALUE);
    }
  }

  private static final class FilteringAfterTheLimit extends Forwarding {
    FilteringAfterTheLimit(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return good.listKeys(null, after, limit).stream()
          .filter(
              entry ->
                  organization == null
                      || !(entry instanceof ListedKey.Whole whole)
                      || whole.key().organization().equals(organization))
          .toList();
    }
  }

  /** Remembers how many came up to a key, and skips as many. */
  private static final class PagingByCount extends Forwarding {
    private final Map<ApiKeyId, Integer> counts = new ConcurrentHashMap<>();

    PagingByCount(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      int count = after == null ? 0 : counts.getOrDefault(after, 0);
      List<ListedKey> page =
          all(organization).skip(count).limit(limit).<ListedKey>map(ListedKey.Whole::new).toList();
      for (int i = 0; i < page.size(); i++) {
        counts.put(page.get(i).id(), count + i + 1);
      }
      return page;
    }
  }

  /** Remembers every key that it found until it changes it itself. */
  private static final class Caching extends Forwarding {
    private final Map<ApiKeyId, ApiKey> cache = new ConcurrentHashMap<>();

    Caching(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      Optional<ApiKey> cached = Optional.ofNullable(cache.get(id));
      Optional<ApiKey> found = cached.or(() -> good.findKey(id));
      found.ifPresent(key -> cache.put(id, key));
      return found;
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      try {
        return good.changeKeyStatus(id, expected, next);
      } finally {
        cache.remove(id);
      }
    }
  }

  /** Looks and writes under a lock that other instances do not have. */
  private static final class LockingInOneInstance extends Forwarding {
    LockingInOneInstance(ApiKeyStore good) {
      super(good);
    }

    @Override
    public synchronized boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      Objects.requireNonNull(next);
      Optional<ApiKey> found = good.findKey(id);
      if (found.isEmpty() || !found.get().status().equals(Objects.requireNonNull(expected))) {
        return false;
      }
      ForwardingContainerStore.letOthersIn();
      good.changeKeyStatus(id, good.findKey(id).orElseThrow().status(), next);
      return true;
    }
  }

  private static final class EndingAListAt100 extends Forwarding {
    EndingAListAt100(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      Set<ListedKey> first = Set.copyOf(good.listKeys(null, null, 100));
      return good.listKeys(organization, after, limit).stream().filter(first::contains).toList();
    }
  }

  private static final class RefusingLargeLimits extends Forwarding {
    RefusingLargeLimits(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      if (limit > 10_000) {
        throw new IllegalArgumentException("limit: " + limit);
      }
      return good.listKeys(organization, after, limit);
    }
  }

  private static final class FailingForOneCorruptKey extends Forwarding {
    FailingForOneCorruptKey(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      List<ListedKey> page = good.listKeys(organization, after, limit);
      page.forEach(entry -> good.findKey(entry.id()));
      return page;
    }
  }

  private static final class HidingCorrupt extends Forwarding {
    HidingCorrupt(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return good.listKeys(organization, after, limit).stream()
          .filter(ListedKey.Whole.class::isInstance)
          .toList();
    }
  }

  private static final class TakingCorruptForAbsent extends Forwarding {
    TakingCorruptForAbsent(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      try {
        return good.findKey(id);
      } catch (CorruptRecordException e) {
        return Optional.empty();
      }
    }
  }
}
