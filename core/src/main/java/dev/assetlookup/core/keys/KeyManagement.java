package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.OutcomeUnknownException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Manages the keys of a store. */
final class KeyManagement implements ManageKeys {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 32;
  private static final int PAGE = 500;

  private final ApiKeyStore keys;
  private final InstantSource clock;
  private final SecureRandom random;

  KeyManagement(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
    this.keys = Objects.requireNonNull(keys);
    this.clock = Objects.requireNonNull(clock);
    this.random = Objects.requireNonNull(random);
  }

  /**
   * The key is stored as revoked until all that can fail is done, so that a failure leaves none
   * that opens something and of which nobody has the secret.
   */
  @Override
  public Minted mint(MintRequest request) {
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
        return new Minted(activate(key), presented.text());
      }
    }
  }

  /**
   * Makes the kill switch that is stored on the key that of the organization's other keys, and then
   * lets the key open something. The look comes after the key, with this switch, was stored: a kill
   * or restore that the look misses finds the key in its own last look (see {@link
   * #switchOrganization}) and sets the switch of it, which makes the next change here fail. That
   * one is newer than any look, and stays.
   */
  private ApiKey activate(ApiKey added) {
    ApiKey.Status stored = added.status();
    boolean switchIsNewer = false;
    while (isBeingMinted(added.with(stored))) {
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
    return list(organization).keys().stream()
        .anyMatch(key -> key.status().organizationKilled() && !isBeingMinted(key));
  }

  private static boolean isBeingMinted(ApiKey key) {
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

  @Override
  public Listing list(@Nullable OrganizationId organization) {
    List<ApiKey> readable = new ArrayList<>();
    List<ListedKey.Broken> unreadable = new ArrayList<>();
    ApiKeyId last = null;
    while (true) {
      List<ListedKey> page = keys.listKeys(organization, last, PAGE);
      if (page.isEmpty()) {
        return new Listing(readable, unreadable);
      }
      for (ListedKey entry : page) {
        if (entry instanceof ListedKey.Whole whole) {
          readable.add(whole.key());
        } else if (entry instanceof ListedKey.Broken broken) {
          unreadable.add(broken);
        }
      }
      last = page.get(page.size() - 1).id();
    }
  }

  @Override
  public boolean revoke(ApiKeyId id) {
    Instant now = clock.instant();
    return change(
        id,
        key -> {
          ApiKey.Status status = key.status();
          return status.revokedAt() != null && !isBeingMinted(key)
              ? status
              : new ApiKey.Status(now, status.keyKilled(), status.organizationKilled());
        });
  }

  @Override
  public boolean killKey(ApiKeyId id) {
    return switchKey(id, true);
  }

  @Override
  public boolean restoreKey(ApiKeyId id) {
    return switchKey(id, false);
  }

  private boolean switchKey(ApiKeyId id, boolean on) {
    return change(
        id,
        key -> new ApiKey.Status(key.status().revokedAt(), on, key.status().organizationKilled()));
  }

  @Override
  public Listing killOrganization(OrganizationId organization) {
    return switchOrganization(organization, true);
  }

  @Override
  public Listing restoreOrganization(OrganizationId organization) {
    return switchOrganization(organization, false);
  }

  private Listing switchOrganization(OrganizationId organization, boolean on) {
    while (true) {
      Listing all = list(organization);
      List<ApiKey> others =
          all.keys().stream().filter(key -> key.status().organizationKilled() != on).toList();
      if (others.isEmpty()) {
        return all;
      }
      others.forEach(other -> change(other.id(), key -> organizationKilled(key.status(), on)));
    }
  }

  private static ApiKey.Status organizationKilled(ApiKey.Status status, boolean on) {
    return new ApiKey.Status(status.revokedAt(), status.keyKilled(), on);
  }

  /** Applies a change to whatever the status is; each lost race means that another one was made. */
  private boolean change(ApiKeyId id, Function<ApiKey, ApiKey.Status> change) {
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
