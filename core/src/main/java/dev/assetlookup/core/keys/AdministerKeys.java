package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.KeyUses;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever has a key with the scope {@link Scope#KEYS_MANAGE} manage keys of the same
 * organization and environment. A key that is bound to projects sees only keys that are bound to no
 * others; to it, the rest is not there. What gives access, which is to create, to rotate and to
 * restore, is possible only for keys that may do no more than the caller's own. Thread-safe.
 *
 * <p>Every method throws {@link dev.assetlookup.core.store.StoreUnavailableException} if the store
 * gave no answer; repeating the call is safe, but a repeated {@link #create} makes another key.
 */
public interface AdministerKeys {
  /**
   * Lists keys, revoked ones included, in the order of their ids. A key whose record is corrupt is
   * left out.
   *
   * @param by the caller's key
   * @param after the last id of the page before, null to begin
   * @param limit most keys to return, 1 or more
   * @return a page
   */
  Listed list(ApiKey by, @Nullable ApiKeyId after, int limit);

  /**
   * Mints a key for the organization and environment of the caller's.
   *
   * @param by the caller's key
   * @param request what to mint
   * @return the key, or why there is none
   * @throws IllegalArgumentException if it is for another organization, or would have expired
   *     already
   */
  Created create(ApiKey by, MintRequest request);

  /**
   * Gives a key, perhaps the caller's own, a new secret.
   *
   * @param by the caller's key
   * @param id which key
   * @param grace how long the current secret is good besides; see {@link ManageKeys#rotate}
   * @return the key with its new text, or why it has none
   * @throws IllegalArgumentException if the grace is out of its bounds
   */
  Rotated rotate(ApiKey by, ApiKeyId id, Duration grace);

  /**
   * Revokes a key for good. Idempotent.
   *
   * @param by the caller's key
   * @param id which key
   * @return the key as it is now, or why it is not revoked
   */
  Changed revoke(ApiKey by, ApiKeyId id);

  /**
   * Switches a key off until it is restored. Idempotent.
   *
   * @param by the caller's key
   * @param id which key
   * @return the key as it is now, or why it is not killed
   */
  Changed kill(ApiKey by, ApiKeyId id);

  /**
   * Takes the kill of a key back. Idempotent.
   *
   * @param by the caller's key
   * @param id which key
   * @return the key as it is now, or why it is not restored
   */
  Changed restore(ApiKey by, ApiKeyId id);

  /**
   * The same port in a request, for the audit trail. The actor is the caller's key.
   *
   * @param requestId which request
   * @return a view
   */
  AdministerKeys during(String requestId);

  /**
   * Manages the keys of a store.
   *
   * @param keys where the keys are
   * @param uses remembers when they were used, null if nothing does
   * @param clock dates what is minted, rotated and revoked
   * @param random makes ids and secrets
   * @return a new port
   */
  static AdministerKeys over(
      ApiKeyStore keys, @Nullable KeyUses uses, InstantSource clock, SecureRandom random) {
    return new KeyAdministration(keys, uses, ManageKeys.over(keys, clock, random), null);
  }

  /** What a key may do that the caller's may not. */
  enum Excess {
    /** A scope. */
    SCOPES,
    /** A project, or all of them. */
    PROJECTS,
    /** It is of the other environment. */
    ENVIRONMENT,
    /** A higher tier. */
    TIER,
    /** It ends later, or never. */
    END
  }

  /** How a listing ended. */
  sealed interface Listed {
    /**
     * Some keys.
     *
     * @param keys in the order of their ids
     * @param lastUses when those were used that are known to have been
     * @param next the last id, to read on from; null at the end
     */
    record Page(List<ApiKey> keys, Map<ApiKeyId, Instant> lastUses, @Nullable ApiKeyId next)
        implements Listed {
      /** Copies the collections. */
      public Page {
        keys = List.copyOf(keys);
        lastUses = Map.copyOf(lastUses);
      }
    }
  }

  /** How a creation ended. */
  sealed interface Created {
    /**
     * There is a new key.
     *
     * @param minted the key, whose text is shown this once
     */
    record Done(ManageKeys.Minted minted) implements Created {}
  }

  /** How a rotation ended. */
  sealed interface Rotated {
    /**
     * The key has another secret.
     *
     * @param minted the key, whose new text is shown this once
     */
    record Done(ManageKeys.Minted minted) implements Rotated {}

    /** The key is revoked or has expired. */
    record NotUsable() implements Rotated {}

    /** Another rotation was made meanwhile. */
    record Conflict() implements Rotated {}
  }

  /** How a change ended. */
  sealed interface Changed {
    /**
     * The key is as it was asked for.
     *
     * @param key as it is now
     */
    record Done(ApiKey key) implements Changed {}
  }

  /** The caller sees no such key. */
  record NotFound() implements Rotated, Changed {}

  /**
   * The key may do more than the caller's.
   *
   * @param by in which ways, at least one
   */
  record Exceeds(Set<Excess> by) implements Created, Rotated, Changed {
    /** Copies the set. */
    public Exceeds {
      by = Set.copyOf(by);
    }
  }

  /**
   * The caller's key lacks a scope.
   *
   * @param scope which one
   */
  record ScopeMissing(Scope scope) implements Listed, Created, Rotated, Changed {}
}
