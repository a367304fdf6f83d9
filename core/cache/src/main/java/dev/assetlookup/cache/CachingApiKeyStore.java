package dev.assetlookup.cache;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads single keys through the cache, and passes all else on. Thread-safe. */
final class CachingApiKeyStore extends ForwardingApiKeyStore {
  private final CachingKeyReader reader;
  private final OneLook oneLook;

  CachingApiKeyStore(ApiKeyStore store, CachingKeyReader reader, OneLook oneLook) {
    super(store);
    this.reader = reader;
    this.oneLook = oneLook;
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return reader.findKey(id);
  }

  @Override
  public ApiKeyStore changedBy(Actor actor) {
    return new CachingApiKeyStore(store().changedBy(actor), reader, oneLook);
  }

  @Override
  protected <R> R write(Supplier<R> call) {
    return oneLook.after(call);
  }
}
