package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A good store, to be broken in one place by a subclass. */
class BreakableApiKeyStore extends ForwardingApiKeyStore {
  final ApiKeyStore good;

  BreakableApiKeyStore(ApiKeyStore good) {
    super(good);
    this.good = good;
  }

  final Stream<ApiKey> all(@Nullable OrganizationId organization) {
    return good.listKeys(organization, null, Integer.MAX_VALUE).stream()
        .filter(ListedKey.Whole.class::isInstance)
        .map(entry -> ((ListedKey.Whole) entry).key());
  }
}
