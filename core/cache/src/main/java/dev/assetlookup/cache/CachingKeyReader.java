package dev.assetlookup.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyReader;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers API keys until one of their organization changes. An id that is not there is asked for
 * each time: nothing says whose it would be. Thread-safe.
 */
final class CachingKeyReader implements ApiKeyReader {
  private final ApiKeyReader store;
  private final Organizations organizations;
  private final Cache<ApiKeyId, Remembered> remembered;

  CachingKeyReader(ApiKeyReader store, Organizations organizations, long most) {
    this.store = Objects.requireNonNull(store);
    this.organizations = organizations;
    this.remembered = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    Remembered known = remembered.getIfPresent(id);
    if (known == null) {
      return read(id);
    }
    Organization organization = organizations.current(known.key.organization());
    if (organization == null) {
      return store.findKey(id);
    }
    return known.asOf.equals(organization.keys()) ? known.found : keep(id, organization);
  }

  /** Twice, once to find out whose it is: only then is it known what the other read has seen. */
  private Optional<ApiKey> read(ApiKeyId id) {
    Optional<ApiKey> found = store.findKey(id);
    if (found.isEmpty()) {
      return found;
    }
    Organization organization = organizations.current(found.get().organization());
    return organization == null ? found : keep(id, organization);
  }

  private Optional<ApiKey> keep(ApiKeyId id, Organization organization) {
    // Taken before the read: a change that is met meanwhile makes what is kept void.
    Object asOf = organization.keys();
    boolean mayRemember = organizations.mayRemember();
    Optional<ApiKey> found = store.findKey(id);
    if (mayRemember) {
      found.ifPresent(key -> remembered.put(id, new Remembered(key, found, asOf)));
    }
    return found;
  }

  /**
   * A key that was read.
   *
   * @param key the key
   * @param found the same as the port returns it
   * @param asOf {@link Organization#keys} before it was read
   */
  private record Remembered(ApiKey key, Optional<ApiKey> found, Object asOf) {}
}
