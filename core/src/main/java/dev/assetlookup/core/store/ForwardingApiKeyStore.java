package dev.assetlookup.core.store;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes every call on to another store. To be extended by what does something before, after or in
 * place of some of the calls. As thread-safe as that store.
 *
 * <p>Override {@link #changedBy} to pass on who changes keys: return an object of your class over
 * {@code store().changedBy(actor)}. Else this store is the same for everybody.
 */
public abstract class ForwardingApiKeyStore extends Forwarding<ApiKeyStore> implements ApiKeyStore {
  /**
   * Forwards to a store.
   *
   * @param store the other store
   */
  protected ForwardingApiKeyStore(ApiKeyStore store) {
    super(store);
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return store().findKey(id);
  }

  @Override
  public boolean addKey(ApiKey key) {
    return write(() -> store().addKey(key));
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
    return write(() -> store().changeKeyStatus(id, expected, next));
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return store().listKeys(organization, after, limit);
  }
}
