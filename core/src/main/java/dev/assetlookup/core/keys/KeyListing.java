package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the keys of a store, page by page. */
final class KeyListing {
  private static final int PAGE = 500;

  private KeyListing() {}

  /** All keys, or those of one organization. */
  static ManageKeys.Listing of(ApiKeyStore keys, @Nullable OrganizationId organization) {
    List<ApiKey> readable = new ArrayList<>();
    List<ListedKey.Broken> unreadable = new ArrayList<>();
    ApiKeyId last = null;
    while (true) {
      List<ListedKey> page = keys.listKeys(organization, last, PAGE);
      if (page.isEmpty()) {
        return new ManageKeys.Listing(readable, unreadable);
      }
      for (ListedKey entry : page) {
        if (entry instanceof ListedKey.Whole whole) {
          readable.add(whole.key());
        } else if (entry instanceof ListedKey.Broken broken) {
          unreadable.add(broken);
        }
      }
      last = page.get(page.size() - 1).id();
    }
  }
}
