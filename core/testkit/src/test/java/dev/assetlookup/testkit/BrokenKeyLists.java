package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they list keys. */
final class BrokenKeyLists {
  private BrokenKeyLists() {}

  static Function<ApiKeyStore, ApiKeyStore> listing(Comparator<ApiKeyId> order) {
    return good ->
        new BreakableApiKeyStore(good) {
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

  static Function<ApiKeyStore, ApiKeyStore> filteringBy(BiPredicate<String, String> matches) {
    return good ->
        new BreakableApiKeyStore(good) {
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

  static final class HidingRevoked extends BreakableApiKeyStore {
    HidingRevoked(ApiKeyStore good) {
      super(good);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      return good.findKey(id).filter(key -> key.status().revokedAt() == null);
    }
  }

  static final class FailingOnNothing extends BreakableApiKeyStore {
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

  static final class RepeatingTheLast extends BreakableApiKeyStore {
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

  static final class IgnoringTheLimit extends BreakableApiKeyStore {
    IgnoringTheLimit(ApiKeyStore good) {
      super(good);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return good.listKeys(organization, after, Integer.MAX_VALUE);
    }
  }

  static final class FilteringAfterTheLimit extends BreakableApiKeyStore {
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
  static final class PagingByCount extends BreakableApiKeyStore {
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

  static final class EndingAListAt100 extends BreakableApiKeyStore {
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

  static final class RefusingLargeLimits extends BreakableApiKeyStore {
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

  static final class FailingForOneCorruptKey extends BreakableApiKeyStore {
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

  static final class HidingCorrupt extends BreakableApiKeyStore {
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
}
