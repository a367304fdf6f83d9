package dev.assetlookup.core.rules;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store of which one call fails, before or after it was done. */
final class FailingKeyStore extends ForwardingApiKeyStore {
  private final boolean done;
  private int left;

  /** Fails the call that comes after so many others. */
  FailingKeyStore(ApiKeyStore good, int others, boolean done) {
    super(good);
    this.left = others;
    this.done = done;
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return called(false, () -> store().findKey(id));
  }

  @Override
  public boolean addKey(ApiKey key) {
    return called(true, () -> store().addKey(key));
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
    return called(true, () -> store().changeKeyStatus(id, expected, next));
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return called(false, () -> store().listKeys(organization, after, limit));
  }

  private <T> T called(boolean writes, Supplier<T> call) {
    boolean fails = left-- == 0;
    IllegalStateException cause = new IllegalStateException("the line broke");
    if (fails && !done) {
      throw new StoreUnavailableException("no answer", cause);
    }
    T result = call.get();
    if (!fails) {
      return result;
    }
    throw writes
        ? new OutcomeUnknownException("no reply", cause)
        : new StoreUnavailableException("no reply", cause);
  }
}
