package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One key with its buckets. Thread-safe. */
final class LimitedKey {
  private final ApiKeyId id;
  private final @Nullable Bucket readLight;
  private final @Nullable Bucket writeLight;
  private final @Nullable Bucket longRunning;
  private final TierHeaders headers;
  private final @Nullable Bucket ofOrganization;
  private volatile @Nullable ApiKey lastAccepted;

  LimitedKey(
      ApiKey key,
      TierRates rates,
      TierHeaders headers,
      @Nullable Bucket ofOrganization,
      BiFunction<String, Rate, Bucket> making) {
    this.id = key.id();
    this.lastAccepted = key;
    this.headers = headers;
    this.ofOrganization = ofOrganization;
    this.readLight = bucket(EndpointClass.READ_LIGHT, rates, making);
    this.writeLight = bucket(EndpointClass.WRITE_LIGHT, rates, making);
    this.longRunning = bucket(EndpointClass.LONG_RUNNING, rates, making);
  }

  private @Nullable Bucket bucket(
      EndpointClass of, TierRates rates, BiFunction<String, Rate, Bucket> making) {
    Rate rate = rates.of(of);
    return rate == null ? null : making.apply("key " + id + " " + of.wireName(), rate);
  }

  private @Nullable Bucket bucket(EndpointClass of) {
    return switch (of) {
      case READ_LIGHT -> readLight;
      case WRITE_LIGHT -> writeLight;
      case LONG_RUNNING -> longRunning;
    };
  }

  /** Remembers that the key was good, and how it is stored now. */
  @SuppressWarnings("ReferenceEquality") // A cache gives the same object again: nothing to write.
  void accepted(ApiKey key) {
    if (lastAccepted != key) {
      lastAccepted = key;
    }
  }

  /** Notes that what was accepted is not good any more; the buckets stay. */
  void rejected() {
    lastAccepted = null;
  }

  /** Null if it was rejected since. */
  @Nullable ApiKey lastAccepted() {
    return lastAccepted;
  }

  /** Takes nothing. */
  Permit look(EndpointClass endpointClass, long now, long millis) {
    return new Permit(
        headers.of(endpointClass),
        peek(bucket(endpointClass), now),
        peek(ofOrganization, now),
        millis);
  }

  private static long peek(@Nullable Bucket bucket, long now) {
    return bucket == null ? 0 : bucket.peek(now);
  }

  /** Takes from the buckets of the class and of the organization, or from neither. */
  Permit take(EndpointClass endpointClass, long now, long millis) {
    LimitHeaders told = headers.of(endpointClass);
    Bucket ofKey = bucket(endpointClass);
    long key = ofKey == null ? 0 : ofKey.take(now);
    if (ofOrganization == null) {
      return new Permit(told, key, 0, millis);
    }
    if (key < 0) {
      return new Permit(told, key, ofOrganization.peek(now), millis);
    }
    long organization = ofOrganization.take(now);
    if (organization < 0 && ofKey != null) {
      ofKey.giveBack();
      key = ofKey.peek(now);
    }
    return new Permit(told, key, organization, millis);
  }
}
