package dev.assetlookup.core.access;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Manages the keys of a store. */
public final class KeyManagement implements ManageKeys {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 32;
  private static final int PAGE = 500;

  private final ApiKeyStore keys;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * Manages the keys of a store.
   *
   * @param keys where the keys are
   * @param clock tells when a key is minted or revoked
   * @param random makes ids and secrets
   */
  public KeyManagement(ApiKeyStore keys, InstantSource clock, SecureRandom random) {
    this.keys = Objects.requireNonNull(keys);
    this.clock = Objects.requireNonNull(clock);
    this.random = Objects.requireNonNull(random);
  }

  @Override
  public Minted mint(MintRequest request) {
    while (true) {
      PresentedKey presented = new PresentedKey(request.environment(), newId(), newSecret());
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
              clock.instant(),
              ApiKey.Status.ACTIVE);
      if (keys.addKey(key)) {
        return new Minted(inheritKillSwitch(key), presented.text());
      }
    }
  }

  /**
   * Looks only after the key was added: a kill that this look misses began later, and finds the key
   * in its own second look (see {@link #killOrganization}).
   */
  private ApiKey inheritKillSwitch(ApiKey key) {
    boolean killed =
        list(key.organization()).stream().anyMatch(k -> k.status().organizationKilled());
    if (killed) {
      change(key.id(), status -> organizationKilled(status, true));
    }
    return killed ? key.with(organizationKilled(key.status(), true)) : key;
  }

  @Override
  public List<ApiKey> list(@Nullable OrganizationId organization) {
    List<ApiKey> all = new ArrayList<>();
    ApiKeyId last = null;
    while (true) {
      List<ApiKey> page = keys.listKeys(organization, last, PAGE);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      last = page.get(page.size() - 1).id();
    }
  }

  @Override
  public boolean revoke(ApiKeyId id) {
    Instant now = clock.instant();
    return change(
        id,
        status ->
            status.revokedAt() != null
                ? status
                : new ApiKey.Status(now, status.keyKilled(), status.organizationKilled()));
  }

  @Override
  public boolean killKey(ApiKeyId id, boolean on) {
    return change(
        id, status -> new ApiKey.Status(status.revokedAt(), on, status.organizationKilled()));
  }

  @Override
  public int killOrganization(OrganizationId organization, boolean on) {
    while (true) {
      List<ApiKey> all = list(organization);
      List<ApiKey> others =
          all.stream().filter(key -> key.status().organizationKilled() != on).toList();
      if (others.isEmpty()) {
        return all.size();
      }
      others.forEach(key -> change(key.id(), status -> organizationKilled(status, on)));
    }
  }

  private static ApiKey.Status organizationKilled(ApiKey.Status status, boolean on) {
    return new ApiKey.Status(status.revokedAt(), status.keyKilled(), on);
  }

  /** Applies a change to whatever the status is; each lost race means that another one was made. */
  private boolean change(ApiKeyId id, UnaryOperator<ApiKey.Status> change) {
    while (true) {
      Optional<ApiKey> found = keys.findKey(id);
      if (found.isEmpty()) {
        return false;
      }
      ApiKey.Status current = found.get().status();
      ApiKey.Status next = change.apply(current);
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
