package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes the status of keys beside others who do. Thread-safe. */
record KeyChanges(ApiKeyStore keys) {
  /**
   * Applies a change to whatever the status is; each lost race means that another one was made.
   *
   * @return false if there is no such key
   */
  boolean apply(ApiKeyId id, Function<ApiKey, ApiKey.Status> change) {
    while (true) {
      Optional<ApiKey> found = keys.findKey(id);
      if (found.isEmpty()) {
        return false;
      }
      ApiKey.Status current = found.get().status();
      ApiKey.Status next = change.apply(found.get());
      if (next.equals(current) || keys.changeKeyStatus(id, current, next)) {
        return true;
      }
    }
  }

  /** Tries a change; returns what is stored after it. */
  ApiKey.Status attempt(ApiKeyId id, ApiKey.Status from, ApiKey.Status to) {
    try {
      if (keys.changeKeyStatus(id, from, to)) {
        return to;
      }
    } catch (OutcomeUnknownException e) {
      ApiKey.Status found = status(id, e);
      if (found.equals(from)) {
        throw e;
      }
      return found;
    }
    return status(id, null);
  }

  private ApiKey.Status status(ApiKeyId id, @Nullable Throwable cause) {
    return keys.findKey(id)
        .map(ApiKey::status)
        .orElseThrow(() -> new IllegalStateException("key " + id + " is gone", cause));
  }
}
