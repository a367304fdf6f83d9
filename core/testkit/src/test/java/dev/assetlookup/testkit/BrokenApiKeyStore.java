package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** API key stores that are wrong in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenApiKeyStore {
  FORGETS_NAMES(
      "K01 K02 K03 K04 K05 K06 K07 K08 K11 K12 K13 K20 K21 K22 K24 K25 K26 K27 "
          + "K28 K31 K32 K33 K34 K35 K36 K40 ?K41 K42 K43 K45",
      rewriting(k -> copy(k, null, null, k.scopes()))),
  TAKES_EMPTY_NAMES_FOR_ABSENT(
      "K02",
      rewriting(
          k -> copy(k, emptyToNull(k.organizationName()), emptyToNull(k.name()), k.scopes()))),
  KEEPS_NAMES_IN_ASCII(
      "K05", rewriting(k -> copy(k, toAscii(k.organizationName()), toAscii(k.name()), k.scopes()))),
  KEEPS_ONE_SCOPE(
      "K02 K03 K04 K05 K06 K07 K08 K11 K12 K13 K20 K21 K22 K24 K25 K26 K27 K28 "
          + "K31 K32 K33 K34 K35 K36 K40 ?K41 K42 K43 K45",
      rewriting(BrokenApiKeyStore::withOneScope)),
  KNOWS_NO_TEST_KEYS("K01 K04 K08", rewriting(BrokenApiKeyStore::live)),
  FORGETS_KILLED_ORGANIZATIONS(
      "K01 K06 K21 K25", rewriting(k -> k.with(k.status().withOrganizationKilled(false)))),
  CUTS_TIMES_TO_MILLISECONDS(
      "K01 K02 K03 K04 K05 K06 K07 K08 K11 K12 K13 K20 K21 K22 K24 K25 K26 K27 "
          + "K28 K31 K32 K33 K34 K35 K36 K40 ?K41 K42 K43 K45",
      rewriting(BrokenApiKeyStore::inMilliseconds)),
  FORGETS_WHEN_KEYS_EXPIRE("K01 K08", rewriting(k -> k.with(terms -> terms.expiresAt(null)))),
  FORGETS_PROJECTS("K01 K08 K27", rewriting(k -> k.with(terms -> terms.projects(Projects.ALL)))),
  FORGETS_RETIRED_SECRETS("K01 K06 K08", rewriting(BrokenApiKeyStore::withoutRetired)),
  CUTS_ORGANIZATIONS_AT_32("K07", rewriting(BrokenApiKeyStore::withShortOrganization)),
  FINDS_ANY_KEY("K10", FindingAny::new),
  OVERWRITES_WHEN_ADDING("K11 K12 K40 ?K41 K45", BrokenKeyWrites.overwriting(() -> true)),
  OVERWRITES_AND_DENIES_IT("K12 ?K41", BrokenKeyWrites.overwriting(() -> false)),
  CHECKS_THEN_ADDS("K12 ?K41 K45", BrokenKeyWrites.CheckingThenAdding::new),
  LETS_ONE_WRITER_IN_AT_A_TIME("K13", BrokenKeyWrites.OneWriterAtATime::new),
  ALWAYS_CHANGES_THE_STATUS(
      "K21 K22 K24 K27 K28 ?K41 K43", BrokenKeyWrites.changingIf((stored, expected) -> true)),
  IGNORES_WHEN_IT_WAS_REVOKED(
      "K21 K22 K24 K27 ?K28 ?K41",
      BrokenKeyWrites.changingIf(
          (stored, expected) ->
              stored.keyKilled() == expected.keyKilled()
                  && stored.organizationKilled() == expected.organizationKilled())),
  IGNORES_THE_CURRENT_SECRET(
      "K27 K28",
      BrokenKeyWrites.changingIf(
          (stored, expected) -> stored.equals(expected.with(stored.secrets())))),
  IGNORES_RETIRED_SECRETS(
      "K27",
      BrokenKeyWrites.changingIf(
          (stored, expected) -> withoutRetired(stored).equals(withoutRetired(expected)))),
  NEVER_EXPECTS_AN_UNREVOKED_KEY(
      "K21 K22 K27 ?K28 K43",
      BrokenKeyWrites.changingIf(
          (stored, expected) ->
              stored.revokedAt() == null
                  || Objects.equals(stored.revokedAt(), expected.revokedAt()))),
  CHANGES_EVERY_KEY_OF_THE_ORGANIZATION("K20 K27", BrokenKeyWrites.ChangingAll::new),
  CONFIRMS_CHANGES_OF_UNKNOWN_KEYS("K23", BrokenKeyWrites.ConfirmingUnknown::new),
  CHECKS_THEN_CHANGES("K24 K28 ?K41 K43", BrokenKeyWrites.CheckingThenChanging::new),
  COUNTS_CHANGED_ROWS("K26", BrokenKeyWrites.CountingChangedRows::new),
  HIDES_REVOKED_KEYS("K01 K06 K20 K21 K24 K25 K40 ?K41", BrokenKeyLists.HidingRevoked::new),
  TAKES_AN_EMPTY_STORE_FOR_A_FAILURE("K23 K30", BrokenKeyLists.FailingOnNothing::new),
  LISTS_BACKWARDS(
      "K13 K25 K31 K32 K33 K35 K36 K42 K45", BrokenKeyLists.listing(Comparator.reverseOrder())),
  LISTS_LETTERS_FIRST(
      "K13 K31 K33 K35 K42 K45",
      BrokenKeyLists.listing(Comparator.comparing(id -> id.value().replaceAll("([2-7])", "a$1")))),
  REPEATS_THE_LAST_OF_A_PAGE(
      "K01 K02 K03 K04 K05 K06 K07 K08 K11 ?K13 K25 K31 K32 K33 K34 K35 K36 K40 K42 K45",
      BrokenKeyLists.RepeatingTheLast::new),
  IGNORES_THE_LIMIT("K31 K32 K33 K35 K36 K42 K45", BrokenKeyLists.IgnoringTheLimit::new),
  IGNORES_THE_ORGANIZATION("K34 K35 K42 K45", BrokenKeyLists.filteringBy((asked, actual) -> true)),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE(
      "K34 K45", BrokenKeyLists.filteringBy(String::equalsIgnoreCase)),
  TAKES_ORGANIZATIONS_FOR_PREFIXES(
      "K34 K45", BrokenKeyLists.filteringBy((asked, actual) -> actual.startsWith(asked))),
  FILTERS_AFTER_THE_LIMIT("K35 K42", BrokenKeyLists.FilteringAfterTheLimit::new),
  PAGES_BY_COUNT("K32 K35 K36 K45", BrokenKeyLists.PagingByCount::new),
  ANSWERS_FROM_A_CACHE_OF_ITS_OWN("K40", Caching::new),
  LOCKS_OUT_WRITERS_OF_ITS_OWN("K41", LockingInOneInstance::new),
  ENDS_A_LIST_AT_100("K42", BrokenKeyLists.EndingAListAt100::new),
  REFUSES_LARGE_LIMITS("K42", BrokenKeyLists.RefusingLargeLimits::new),
  TAKES_NULL_FOR_AN_OUTAGE("K43", BrokenBounds::takingNullForAnOutageOfKeys),
  LEAKS_WHAT_THE_DRIVER_THROWS("K44", BrokenBounds::leakingOfKeys),
  FAILS_A_LIST_FOR_ONE_CORRUPT_KEY("K45", BrokenKeyLists.FailingForOneCorruptKey::new),
  HIDES_CORRUPT_KEYS("K45", BrokenKeyLists.HidingCorrupt::new),
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
        new BreakableApiKeyStore(good) {
          @Override
          public boolean addKey(ApiKey key) {
            return good.addKey(change.apply(key));
          }
        };
  }

  private static ApiKey copy(
      ApiKey key, @Nullable String organizationName, @Nullable String name, Set<Scope> scopes) {
    return key.with(terms -> terms.organizationName(organizationName).name(name).scopes(scopes));
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
    return key.with(
        terms -> terms.environment(Environment.LIVE).rateLimitTier(RateLimitTier.STANDARD));
  }

  private static ApiKey inMilliseconds(ApiKey key) {
    Instant revokedAt = key.status().revokedAt();
    Status inMilliseconds =
        key.status()
            .withRevokedAt(revokedAt == null ? null : revokedAt.truncatedTo(ChronoUnit.MILLIS));
    return new ApiKey(
        key.id(), key.terms(), key.createdAt().truncatedTo(ChronoUnit.MILLIS), inMilliseconds);
  }

  private static ApiKey withoutRetired(ApiKey key) {
    return key.with(withoutRetired(key.status()));
  }

  private static Status withoutRetired(Status status) {
    return status.with(KeySecrets.of(status.secrets().current()));
  }

  private static ApiKey withShortOrganization(ApiKey key) {
    String organization = key.organization().value();
    return key.with(
        terms ->
            terms.organization(
                new OrganizationId(
                    organization.substring(0, Math.min(32, organization.length())))));
  }

  private static final class FindingAny extends BreakableApiKeyStore {
    FindingAny(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      return good.findKey(id).or(() -> all(null).findFirst());
    }
  }

  /** Remembers every key that it found until it changes it itself. */
  private static final class Caching extends BreakableApiKeyStore {
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
  private static final class LockingInOneInstance extends BreakableApiKeyStore {
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
      BreakableContainerStore.letOthersIn();
      good.changeKeyStatus(id, good.findKey(id).orElseThrow().status(), next);
      return true;
    }
  }

  private static final class TakingCorruptForAbsent extends BreakableApiKeyStore {
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
