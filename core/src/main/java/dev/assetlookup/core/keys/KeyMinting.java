package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Mints keys, also beside whoever throws the kill switch of their organization. Thread-safe. */
record KeyMinting(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 32;

  /**
   * The key is stored as revoked until all that can fail is done, so that a failure leaves none
   * that opens something and of which nobody has the secret.
   */
  ManageKeys.Minted mint(ManageKeys.MintRequest request) {
    while (true) {
      PresentedKey presented = new PresentedKey(request.environment(), newId(), newSecret());
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      ApiKey key =
          new ApiKey(
              presented.id(),
              request.organization(),
              request.organizationName(),
              request.environment(),
              KeyAuthentication.digest(presented.secret()),
              request.scopes(),
              request.rateLimitTier(),
              request.name(),
              now,
              new ApiKey.Status(beforeCreation(now), false, false));
      if (keys.addKey(key)) {
        return new ManageKeys.Minted(activate(key), presented.text());
      }
    }
  }

  /**
   * Makes the kill switch that is stored on the key that of the organization's other keys, and then
   * lets the key open something. The look comes after the key, with this switch, was stored: a kill
   * or restore that the look misses finds the key in its own last look (see {@link KeyManagement})
   * and sets the switch of it, which makes the next change here fail. That one is newer than any
   * look, and stays.
   */
  private ApiKey activate(ApiKey added) {
    ApiKey.Status stored = added.status();
    boolean switchIsNewer = false;
    while (isUnderWay(added.with(stored))) {
      boolean killed = switchIsNewer ? stored.organizationKilled() : isKilled(added.organization());
      ApiKey.Status next =
          killed == stored.organizationKilled()
              ? new ApiKey.Status(null, stored.keyKilled(), killed)
              : organizationKilled(stored, killed);
      ApiKey.Status found = changed(added.id(), stored, next);
      switchIsNewer =
          !found.equals(next)
              && (switchIsNewer || found.organizationKilled() != stored.organizationKilled());
      stored = found;
    }
    return added.with(stored);
  }

  /** Keys that are being minted have no say: their switch is what they saw of others. */
  private boolean isKilled(OrganizationId organization) {
    return KeyListing.of(keys, organization).keys().stream()
        .anyMatch(key -> key.status().organizationKilled() && !isUnderWay(key));
  }

  /** Whether a key is stored, but not yet handed out. */
  static boolean isUnderWay(ApiKey key) {
    return beforeCreation(key.createdAt()).equals(key.status().revokedAt());
  }

  /** When a key was revoked that is being minted: nobody can have revoked it then. */
  private static Instant beforeCreation(Instant createdAt) {
    return createdAt.minus(1, ChronoUnit.MICROS);
  }

  /** Tries a change; returns what is stored after it. */
  private ApiKey.Status changed(ApiKeyId id, ApiKey.Status from, ApiKey.Status to) {
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

  /** The status with the kill switch of the organization in that position. */
  static ApiKey.Status organizationKilled(ApiKey.Status status, boolean on) {
    return new ApiKey.Status(status.revokedAt(), status.keyKilled(), on);
  }

  private ApiKeyId newId() {
    StringBuilder id = new StringBuilder(ApiKeyId.LENGTH);
    for (int i = 0; i < ApiKeyId.LENGTH; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return new ApiKeyId(id.toString());
  }

  private String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
