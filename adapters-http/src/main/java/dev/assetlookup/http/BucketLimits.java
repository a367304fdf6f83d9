package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.Buckets;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.LimitRules;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The limits of an API, with a bucket for each key and class, organization and address. */
final class BucketLimits implements Limits {
  private final KeyLimits keys;
  private final AuthenticateKey known;
  private final @Nullable FailedKeys failed;
  private final WaitsOfKeys waiting;
  private final TrustedProxies proxies;

  BucketLimits(
      LimitRules rules,
      Buckets buckets,
      TrustedProxies proxies,
      LongSupplier nanos,
      InstantSource clock) {
    this.keys = new KeyLimits(rules, buckets, nanos, clock, HeapShare.of(KeyLimits.BYTES));
    this.known = AuthenticateKey.over(keys, clock);
    this.failed =
        rules.failedKeys() == null
            ? null
            : new FailedKeys(rules.failedKeys(), known, nanos, HeapShare.of(FailedKeys.BYTES));
    this.waiting = new WaitsOfKeys(rules.waiting());
    this.proxies = proxies;
  }

  @Override
  public @Nullable ApiError refusal(Origin origin, String presented) {
    // Where nobody has failed lately, no address is looked at.
    return failed == null || failed.isEmpty()
        ? null
        : failed.refusal(proxies.client(origin), presented);
  }

  @Override
  public void failed(Origin origin, String presented) {
    if (failed != null) {
      failed.count(proxies.client(origin));
      // It was good lately, so that it would go on to be let by.
      if (known.authenticate(presented) instanceof AuthenticateKey.Result.Authenticated before) {
        keys.rejected(before.key().id());
      }
    }
  }

  @Override
  public Permit take(ApiKey key, EndpointClass endpointClass) {
    return keys.take(key, endpointClass);
  }

  @Override
  public Permit look(ApiKey key, EndpointClass endpointClass) {
    return keys.look(key, endpointClass);
  }

  @Override
  public boolean mayWait(ApiKey key) {
    return isUnlimited(key) || waiting.begin(key.id());
  }

  @Override
  public void hasWaited(ApiKey key) {
    if (!isUnlimited(key)) {
      waiting.end(key.id());
    }
  }

  private static boolean isUnlimited(ApiKey key) {
    return key.rateLimitTier() == ApiKey.RateLimitTier.UNLIMITED;
  }
}
