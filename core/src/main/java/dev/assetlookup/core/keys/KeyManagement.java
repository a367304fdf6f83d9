package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Manages the keys of a store. */
final class KeyManagement implements ManageKeys {
  private final ApiKeyStore keys;
  private final InstantSource clock;
  private final KeyMinting minting;

  KeyManagement(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
    this.keys = Objects.requireNonNull(keys);
    this.clock = Objects.requireNonNull(clock);
    this.minting = new KeyMinting(keys, clock, Objects.requireNonNull(random));
  }

  @Override
  public Minted mint(MintRequest request) {
    return minting.mint(request);
  }

  @Override
  public Listing list(@Nullable OrganizationId organization) {
    return KeyListing.of(keys, organization);
  }

  @Override
  public boolean revoke(ApiKeyId id) {
    Instant now = clock.instant();
    return change(
        id,
        key -> {
          ApiKey.Status status = key.status();
          return status.revokedAt() != null && !KeyMinting.isUnderWay(key)
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
      others.forEach(
          other -> change(other.id(), key -> KeyMinting.organizationKilled(key.status(), on)));
    }
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
}
