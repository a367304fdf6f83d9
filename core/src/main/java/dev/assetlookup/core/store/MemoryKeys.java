package dev.assetlookup.core.store;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API keys of all organizations in memory, and when each was last used. Thread-safe. */
final class MemoryKeys {
  private final ConcurrentNavigableMap<ApiKeyId, ApiKey> keys = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<ApiKeyId, Instant> uses = new ConcurrentHashMap<>();

  Optional<ApiKey> find(ApiKeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  boolean add(ApiKey key) {
    return keys.putIfAbsent(key.id(), key) == null;
  }

  boolean replace(ApiKey current, ApiKey next) {
    return keys.replace(current.id(), current, next);
  }

  List<ListedKey> list(@Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    Stream<ApiKey> rest = (after == null ? keys : keys.tailMap(after, false)).values().stream();
    return rest.filter(key -> organization == null || key.organization().equals(organization))
        .limit(limit)
        .<ListedKey>map(ListedKey.Whole::new)
        .toList();
  }

  void recordUses(Map<ApiKeyId, Instant> recent) {
    recent.forEach(
        (id, at) -> {
          if (keys.containsKey(id)) {
            Instant use = at.truncatedTo(ChronoUnit.MICROS);
            uses.merge(id, use, (last, next) -> next.isAfter(last) ? next : last);
          }
        });
  }

  Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    Map<ApiKeyId, Instant> last = new HashMap<>();
    for (ApiKeyId id : ids) {
      Instant use = uses.get(id);
      if (use != null) {
        last.put(id, use);
      }
    }
    return Map.copyOf(last);
  }

  int size() {
    return keys.size();
  }
}
