package dev.assetlookup.core.rules;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;

/** A store into which somebody else writes before each change of a status. */
final class InterruptedKeyStore extends ForwardingApiKeyStore {
  private final Runnable between;

  InterruptedKeyStore(ApiKeyStore good, Runnable between) {
    super(good);
    this.between = between;
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
    between.run();
    return super.changeKeyStatus(id, expected, next);
  }
}
