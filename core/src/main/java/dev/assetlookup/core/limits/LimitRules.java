package dev.assetlookup.core.limits;

import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much may be asked with an API key, by an organization, and in vain.
 *
 * @param tiers the rates of each tier but {@link RateLimitTier#UNLIMITED}, which has none
 * @param organization how much may be asked with all limited keys of an organization together, of
 *     all classes; null for no limit
 * @param failedKeys how many API keys that are none one client address may present; null for no
 *     limit
 * @param waiting how many requests of one key may wait for changes at a time, 1 or more
 */
public record LimitRules(
    Map<RateLimitTier, TierRates> tiers,
    @Nullable Rate organization,
    @Nullable Rate failedKeys,
    int waiting) {
  /** The usual ones. */
  public static final LimitRules DEFAULT =
      new LimitRules(
          Map.of(
              RateLimitTier.STANDARD, TierRates.of(120, 60, 20),
              RateLimitTier.PILOT, TierRates.of(1_200, 600, 60),
              RateLimitTier.PARTNER, TierRates.of(6_000, 3_000, 300)),
          new Rate(12_000),
          new Rate(60),
          10);

  /**
   * Completes and copies the tiers.
   *
   * @throws IllegalArgumentException if a tier is missing, or {@code waiting} less than 1
   */
  public LimitRules {
    if (waiting < 1) {
      throw new IllegalArgumentException("waiting is less than 1: " + waiting);
    }
    Map<RateLimitTier, TierRates> all = new EnumMap<>(RateLimitTier.class);
    all.putAll(tiers);
    all.put(RateLimitTier.UNLIMITED, TierRates.UNLIMITED);
    for (RateLimitTier tier : RateLimitTier.values()) {
      if (!all.containsKey(tier)) {
        throw new IllegalArgumentException("no rates for the tier " + tier.wireName());
      }
    }
    tiers = Map.copyOf(all);
  }

  /**
   * The rates of a tier.
   *
   * @param tier the tier
   * @return its rates
   */
  public TierRates of(RateLimitTier tier) {
    return Objects.requireNonNull(tiers.get(tier));
  }

  /**
   * The rate that the keys of a tier share with those of their organization.
   *
   * @param tier the tier
   * @return null for no limit, as for {@link RateLimitTier#UNLIMITED}
   */
  public @Nullable Rate ofOrganization(RateLimitTier tier) {
    return tier == RateLimitTier.UNLIMITED ? null : organization;
  }
}
