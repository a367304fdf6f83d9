package dev.assetlookup.core.rules;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store whose records can be damaged. */
final class DamagedKeyStore extends ForwardingApiKeyStore {
  private final Set<ApiKeyId> damaged = new HashSet<>();

  DamagedKeyStore(ApiKeyStore good) {
    super(good);
  }

  void damage(ApiKeyId id) {
    damaged.add(id);
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    if (damaged.contains(id)) {
      throw new CorruptRecordException(id.value(), new IllegalArgumentException("damaged"));
    }
    return store().findKey(id);
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return store().listKeys(organization, after, limit).stream().map(this::shown).toList();
  }

  private ListedKey shown(ListedKey listed) {
    return damaged.contains(listed.id()) ? new ListedKey.Broken(listed.id(), "damaged") : listed;
  }
}
