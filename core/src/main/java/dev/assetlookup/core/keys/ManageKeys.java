package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mints, lists, revokes and kills API keys. For the operator, who stands above the organizations;
 * hence no caller, and not offered over HTTP. Thread-safe.
 *
 * <p>Every method throws {@link dev.assetlookup.core.store.StoreUnavailableException} if the store
 * gave no answer; repeating the call is safe, but a repeated {@link #mint} makes another key.
 */
public interface ManageKeys {
  /**
   * Makes a new key with a random secret. It inherits the kill switch of its organization. The key
   * opens something only when all that can fail is done: if this throws, it is stored as revoked,
   * or not at all.
   *
   * @param request what to mint
   * @return the key, whose text is shown this once
   */
  Minted mint(MintRequest request);

  /**
   * All keys, revoked ones included, in the order of their ids.
   *
   * @param organization whose keys, null for everybody's
   * @return the keys, and what cannot be read as one
   */
  Listing list(@Nullable OrganizationId organization);

  /**
   * Revokes a key for good; its next request is refused. Idempotent.
   *
   * @param id which key
   * @return false if there is no such key
   */
  boolean revoke(ApiKeyId id);

  /**
   * Switches one key off until it is restored. Idempotent.
   *
   * @param id which key
   * @return false if there is no such key
   */
  boolean killKey(ApiKeyId id);

  /**
   * Takes the kill of one key back. Idempotent.
   *
   * @param id which key
   * @return false if there is no such key
   */
  boolean restoreKey(ApiKeyId id);

  /**
   * Switches off every key of an organization, and those minted later, until it is restored.
   * Idempotent.
   *
   * @param organization whose keys
   * @return its keys as they are now, and what cannot be read as a key, and opens nothing
   */
  Listing killOrganization(OrganizationId organization);

  /**
   * Takes the kill of an organization back. Keys that were killed one by one stay so. Idempotent.
   *
   * @param organization whose keys
   * @return its keys as they are now, and what cannot be read as a key, and opens nothing
   */
  Listing restoreOrganization(OrganizationId organization);

  /**
   * Manages the keys of a store.
   *
   * @param keys where the keys are
   * @param clock dates what is minted and revoked
   * @param random makes ids and secrets
   * @return a new port
   */
  static ManageKeys over(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
    return new KeyManagement(keys, clock, random);
  }

  /**
   * Keys, in the order of their ids.
   *
   * @param keys those that can be read
   * @param unreadable those that cannot, with the reasons; where a record does not show whose key
   *     it is, it stands here whichever organization was asked for
   */
  record Listing(List<ApiKey> keys, List<ApiKeyStore.ListedKey.Broken> unreadable) {
    /** Copies the lists. */
    public Listing {
      keys = List.copyOf(keys);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * What to mint.
   *
   * @param organization whose content the key opens
   * @param organizationName the organization's name for people
   * @param environment the key's environment segment
   * @param scopes what it grants, at least one
   * @param rateLimitTier the tier to report
   * @param name the operator's note
   */
  record MintRequest(
      OrganizationId organization,
      @Nullable String organizationName,
      ApiKey.Environment environment,
      Set<Scope> scopes,
      ApiKey.RateLimitTier rateLimitTier,
      @Nullable String name) {
    /**
     * Copies the scopes.
     *
     * @throws IllegalArgumentException if there is none: such a key could do nothing
     */
    public MintRequest {
      scopes = Set.copyOf(scopes);
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("a key needs at least one scope");
      }
    }

    /**
     * A live key of the standard tier, without names.
     *
     * @param organization whose content the key opens
     * @param scopes what it grants, at least one
     * @return a new request
     * @throws IllegalArgumentException if there is no scope
     */
    public static MintRequest of(OrganizationId organization, Scope... scopes) {
      return new MintRequest(
          organization,
          null,
          ApiKey.Environment.LIVE,
          Set.of(scopes),
          ApiKey.RateLimitTier.STANDARD,
          null);
    }

    /**
     * The same request with a note of the operator.
     *
     * @param note at most 200 characters
     * @return a copy
     */
    public MintRequest named(String note) {
      return new MintRequest(
          organization, organizationName, environment, scopes, rateLimitTier, note);
    }
  }

  /**
   * A new key.
   *
   * @param key the key as stored
   * @param text the key as a client sends it; it cannot be had again
   */
  record Minted(ApiKey key, String text) {
    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "Minted[" + key.id() + "]";
    }
  }
}
