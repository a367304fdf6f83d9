package dev.assetlookup.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Buckets;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.store.ApiKeyReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of the keys that were used lately, and of their organizations. A key that is not used
 * for an hour, whose buckets are long full, is forgotten; so is, without that, one of too many for
 * the heap, which then begins with full buckets. Thread-safe.
 */
final class KeyLimits implements ApiKeyReader {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** About what a key with its buckets takes. */
  static final int BYTES = 768;

  private final LimitRules rules;
  private final Buckets buckets;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Map<RateLimitTier, TierHeaders> headers = new EnumMap<>(RateLimitTier.class);
  private final Cache<ApiKeyId, LimitedKey> keys;
  // Kept by the keys: all of an organization have the same, as long as one has it.
  private final Cache<OrganizationId, Bucket> organizations =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  /**
   * Begins with no keys.
   *
   * @param rules how much may be asked
   * @param buckets makes the buckets
   * @param nanos the time by which buckets fill
   * @param clock the time that clients are told
   * @param most how many keys are remembered
   */
  KeyLimits(LimitRules rules, Buckets buckets, LongSupplier nanos, InstantSource clock, long most) {
    this.rules = rules;
    this.buckets = buckets;
    this.nanos = nanos;
    this.clock = clock;
    rules
        .tiers()
        .forEach((tier, of) -> headers.put(tier, TierHeaders.of(of, rules.ofOrganization(tier))));
    this.keys = HeapShare.cache(most, REMEMBERED, nanos);
  }

  /** Counts a request of a good key. */
  Permit take(ApiKey key, EndpointClass endpointClass) {
    LimitedKey limited = keys.getIfPresent(key.id());
    if (limited == null) {
      limited = keys.get(key.id(), id -> limit(key));
    }
    limited.accepted(key);
    return limited.take(endpointClass, nanos.getAsLong(), clock.millis());
  }

  /** What a key has left; one that is not remembered has it all, and is not remembered by this. */
  Permit look(ApiKey key, EndpointClass endpointClass) {
    long now = nanos.getAsLong();
    LimitedKey limited = keys.getIfPresent(key.id());
    if (limited != null) {
      return limited.look(endpointClass, now, clock.millis());
    }
    Bucket ofOrganization = organizations.getIfPresent(key.organization());
    return new Permit(
        headers(key).of(endpointClass),
        0,
        ofOrganization == null ? 0 : ofOrganization.peek(now),
        clock.millis());
  }

  private TierHeaders headers(ApiKey key) {
    return Objects.requireNonNull(headers.get(key.rateLimitTier()));
  }

  /** A key as it was when it was last accepted here. */
  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    LimitedKey limited = keys.getIfPresent(id);
    return limited == null ? Optional.empty() : Optional.ofNullable(limited.lastAccepted());
  }

  /** Notes that a key that {@link #findKey} finds is not good any more. */
  void rejected(ApiKeyId id) {
    LimitedKey limited = keys.getIfPresent(id);
    if (limited != null) {
      limited.rejected();
    }
  }

  /** How many keys are remembered. */
  long size() {
    keys.cleanUp();
    return keys.estimatedSize();
  }

  private LimitedKey limit(ApiKey key) {
    RateLimitTier tier = key.rateLimitTier();
    Rate ofOrganization = rules.ofOrganization(tier);
    return new LimitedKey(
        key,
        rules.of(tier),
        headers(key),
        ofOrganization == null ? null : ofOrganization(key.organization(), ofOrganization),
        this::bucket);
  }

  private @Nullable Bucket ofOrganization(OrganizationId id, Rate rate) {
    return organizations.get(id, missing -> bucket("organization " + id.value(), rate));
  }

  private Bucket bucket(String name, Rate rate) {
    return buckets.bucket(name, rate, nanos.getAsLong());
  }
}
