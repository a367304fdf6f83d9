package dev.assetlookup.core.store;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import java.util.Optional;

/** Reads API keys by id, once per authenticated request. Thread-safe. */
public interface ApiKeyReader {
  /**
   * Reads a key, revoked and killed ones included. Sees every change that was committed before.
   *
   * @param id which key
   * @return the key, or empty if there is none
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if what is stored cannot be read as a valid key
   */
  Optional<ApiKey> findKey(ApiKeyId id);
}
