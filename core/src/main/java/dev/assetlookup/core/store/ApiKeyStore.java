package dev.assetlookup.core.store;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps API keys. A key's status changes by compare-and-swap; all else is fixed. Thread-safe. */
public interface ApiKeyStore extends ApiKeyReader {
  /**
   * Adds a key.
   *
   * @param key the new key
   * @return false if a key of this id is there already; it stays as it was
   * @throws StoreUnavailableException if the store gave no answer; the key may have been added
   */
  boolean addKey(ApiKey key);

  /**
   * Changes a key's status if it is still what the caller read, else changes nothing.
   *
   * @param id which key
   * @param expected the status that the caller read
   * @param next the status to store
   * @return false if there is no such key or its status is another one
   * @throws StoreUnavailableException if the store gave no answer; the change may have happened
   */
  boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next);

  /**
   * Reads keys in the order of their ids, one page a call.
   *
   * @param organization whose keys, null for everybody's
   * @param after the last id of the page before, null to begin
   * @param limit most keys to return, 1 or more
   * @return the next keys, empty at the end
   * @throws StoreUnavailableException if the store gave no answer
   * @throws CorruptRecordException if one of them cannot be read as a valid key
   */
  List<ApiKey> listKeys(@Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit);
}
