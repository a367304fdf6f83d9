package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads on over short pages of API keys. */
final class KeyPages {
  private KeyPages() {}

  /** All keys, in pages of at most {@code limit}. */
  static List<ListedKey> all(ApiKeyStore store, @Nullable OrganizationId organization, int limit) {
    return Paging.upTo(
        Integer.MAX_VALUE,
        limit,
        null,
        ListedKey::id,
        (after, asked) -> store.listKeys(organization, after, asked));
  }

  /** The next {@code count} keys. */
  static List<ListedKey> next(
      ApiKeyStore store,
      @Nullable OrganizationId organization,
      @Nullable ApiKeyId after,
      int count) {
    return Paging.upTo(
        count,
        count,
        after,
        ListedKey::id,
        (last, asked) -> store.listKeys(organization, last, asked));
  }
}
