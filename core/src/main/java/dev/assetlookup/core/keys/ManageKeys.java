package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mints, lists, revokes and kills API keys. For the operator, who stands above the organizations;
 * hence no caller, and not offered over HTTP; {@link AdministerKeys} is. Thread-safe.
 *
 * <p>Every method throws {@link dev.assetlookup.core.store.StoreUnavailableException} if the store
 * gave no answer; repeating the call is safe, but a repeated {@link #mint} makes another key.
 */
public interface ManageKeys {
  /** The longest time that a replaced secret can stay good for. */
  Duration MAX_GRACE = Duration.ofDays(90);

  /**
   * Makes a new key with a random secret. It inherits the kill switch of its organization. The key
   * opens something only when all that can fail is done: if this throws, it is stored as revoked,
   * or not at all.
   *
   * @param request what to mint
   * @return the key, whose text is shown this once
   * @throws IllegalArgumentException if it would have expired already; nothing was stored
   */
  Minted mint(MintRequest request);

  /**
   * Gives a key a new secret. The one before stays good for some time; what was still good of an
   * earlier rotation is refused from now on. Of rotations at once one is made.
   *
   * <p>If this throws {@link dev.assetlookup.core.store.OutcomeUnknownException}, the new secret
   * may be the current one, and nobody has it; rotating again is safe.
   *
   * @param id which key
   * @param grace how long the current secret is good besides; from zero to {@link #MAX_GRACE}
   * @return the key, whose new text is shown this once, or why it has none
   * @throws IllegalArgumentException if the grace is not within these bounds; nothing was changed
   */
  Rotation rotate(ApiKeyId id, Duration grace);

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
   * The same port by the name of an actor. Without, it is {@link Actor#APPLICATION}.
   *
   * @param actor who manages the keys, for the audit trail
   * @return a view
   */
  ManageKeys as(Actor actor);

  /**
   * Reads a grace.
   *
   * @param text an ISO 8601 duration such as {@code P1D}
   * @return the duration, from zero to {@link #MAX_GRACE}
   * @throws IllegalArgumentException if it is not of that form or out of these bounds; the message
   *     goes with the name of a field
   */
  static Duration parseGrace(String text) {
    try {
      return KeyRotation.requireGrace(Duration.parse(text));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not a duration from PT0S to P" + MAX_GRACE.toDays() + "D, such as P1D", e);
    }
  }

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

  /** How a rotation ended. */
  sealed interface Rotation {
    /**
     * The key has another secret.
     *
     * @param minted the key with it
     */
    record Rotated(Minted minted) implements Rotation {}

    /** There is no such key. */
    record NoSuchKey() implements Rotation {}

    /** The key is revoked or has expired; a new secret would open nothing. */
    record NotUsable() implements Rotation {}

    /** Another rotation was made meanwhile; its secret is the current one. */
    record Conflict() implements Rotation {}
  }

  /**
   * A key with a secret that nobody has seen yet.
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
