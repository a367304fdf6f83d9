package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A good store, to be broken in one place by a subclass. */
class ForwardingApiKeyStore implements ApiKeyStore {
  final ApiKeyStore good;

  ForwardingApiKeyStore(ApiKeyStore good) {
    this.good = good;
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return good.findKey(id);
  }

  @Override
  public boolean addKey(ApiKey key) {
    return good.addKey(key);
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
    return good.changeKeyStatus(id, expected, next);
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return good.listKeys(organization, after, limit);
  }

  final Stream<ApiKey> all(@Nullable OrganizationId organization) {
    return good.listKeys(organization, null, Integer.MAX_VALUE).stream()
        .filter(ListedKey.Whole.class::isInstance)
        .map(entry -> ((ListedKey.Whole) entry).key());
  }
}
