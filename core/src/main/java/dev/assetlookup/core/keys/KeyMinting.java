package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ApiKeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Mints keys, also beside whoever throws the kill switch of their organization. Thread-safe. */
record KeyMinting(ApiKeyStore keys, InstantSource clock, KeyTexts texts) {
  /**
   * The key is stored as revoked until all that can fail is done, so that a failure leaves none
   * that opens something and of which nobody has the secret.
   */
  ManageKeys.Minted mint(MintRequest request) {
    KeyTerms terms = request.terms();
    while (true) {
      PresentedKey presented =
          new PresentedKey(terms.environment(), texts.newId(), texts.newSecret());
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      requireFuture(terms.expiresAt(), now);
      Sha256 secret = KeyAuthentication.digest(presented.secret());
      ApiKey key = ApiKey.active(presented.id(), terms, secret, now);
      ApiKey underWay = key.with(key.status().withRevokedAt(beforeCreation(now)));
      if (keys.addKey(underWay)) {
        return new ManageKeys.Minted(activate(underWay), presented.text());
      }
    }
  }

  private static void requireFuture(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new IllegalArgumentException("the key would have expired already");
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
              ? stored.withRevokedAt(null)
              : stored.withOrganizationKilled(killed);
      ApiKey.Status found = new KeyChanges(keys).attempt(added.id(), stored, next);
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
}
