package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Actor;
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
   * @throws OutcomeUnknownException if the key may have been added
   * @throws StoreUnavailableException if the store gave no answer
   */
  boolean addKey(ApiKey key);

  /**
   * Changes a key's status if it is still what the caller read, else changes nothing.
   *
   * @param id which key
   * @param expected the status that the caller read
   * @param next the status to store
   * @return false if there is no such key or its status is another one
   * @throws OutcomeUnknownException if the change may have happened
   * @throws StoreUnavailableException if the store gave no answer
   */
  boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next);

  /**
   * Reads keys in the order of their ids, one page a call.
   *
   * @param organization whose keys, null for everybody's
   * @param after the last id of the page before, null to begin
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next entries in order; a page may be short, and only an empty one is the end. A key
   *     that cannot be read stands in its place and does not hide its neighbours; where its record
   *     does not show its organization, it is listed for every organization
   * @throws StoreUnavailableException if the store gave no answer
   */
  List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit);

  /**
   * This store, whose changes somebody makes. It shares everything with this one but the actor in
   * the audit trail; a store that keeps no {@link AuditTrail} is the same for everybody.
   *
   * @param actor who adds and changes keys
   * @return a view, or this store
   */
  default ApiKeyStore changedBy(Actor actor) {
    return this;
  }

  /** One entry of a list of keys. */
  sealed interface ListedKey {
    /**
     * Which key it is.
     *
     * @return its id
     */
    ApiKeyId id();

    /**
     * A key that could be read.
     *
     * @param key what is stored
     */
    record Whole(ApiKey key) implements ListedKey {
      @Override
      public ApiKeyId id() {
        return key.id();
      }
    }

    /**
     * A key whose record is not valid. It opens nothing.
     *
     * @param id which key
     * @param reason what is wrong, for the operator
     */
    record Broken(ApiKeyId id, String reason) implements ListedKey {}
  }
}
