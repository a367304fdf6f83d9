package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Manages the keys of a store. */
final class KeyManagement implements ManageKeys {
  private final ApiKeyStore keys;
  private final InstantSource clock;
  private final SecureRandom random;
  private final KeyMinting minting;
  private final KeyRotation rotation;
  private final KeyChanges changes;

  KeyManagement(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
    this.keys = Objects.requireNonNull(keys);
    this.clock = Objects.requireNonNull(clock);
    this.random = Objects.requireNonNull(random);
    KeyTexts texts = new KeyTexts(random);
    this.minting = new KeyMinting(keys, clock, texts);
    this.rotation = new KeyRotation(keys, clock, texts);
    this.changes = new KeyChanges(keys);
  }

  @Override
  public ManageKeys as(Actor actor) {
    return new KeyManagement(keys.changedBy(actor), clock, random);
  }

  @Override
  public Minted mint(MintRequest request) {
    return minting.mint(request);
  }

  @Override
  public Rotation rotate(ApiKeyId id, Duration grace) {
    return rotation.rotate(id, grace);
  }

  @Override
  public Listing list(@Nullable OrganizationId organization) {
    return KeyListing.of(keys, organization);
  }

  @Override
  public boolean revoke(ApiKeyId id) {
    Instant now = clock.instant();
    return changes.apply(
        id,
        key -> {
          ApiKey.Status status = key.status();
          return status.revokedAt() != null && !KeyMinting.isUnderWay(key)
              ? status
              : status.withRevokedAt(now);
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
    return changes.apply(id, key -> key.status().withKeyKilled(on));
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
          other -> changes.apply(other.id(), key -> key.status().withOrganizationKilled(on)));
    }
  }
}
