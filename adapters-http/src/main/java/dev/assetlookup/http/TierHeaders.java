package dev.assetlookup.http;

import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a tier are told of their limits, by class.
 *
 * @param readLight for {@link EndpointClass#READ_LIGHT}
 * @param writeLight for {@link EndpointClass#WRITE_LIGHT}
 * @param longRunning for {@link EndpointClass#LONG_RUNNING}
 */
record TierHeaders(LimitHeaders readLight, LimitHeaders writeLight, LimitHeaders longRunning) {
  static TierHeaders of(TierRates rates, @Nullable Rate ofOrganization) {
    return new TierHeaders(
        headers(EndpointClass.READ_LIGHT, rates, ofOrganization),
        headers(EndpointClass.WRITE_LIGHT, rates, ofOrganization),
        headers(EndpointClass.LONG_RUNNING, rates, ofOrganization));
  }

  private static LimitHeaders headers(
      EndpointClass endpointClass, TierRates rates, @Nullable Rate ofOrganization) {
    return new LimitHeaders(endpointClass, rates.of(endpointClass), ofOrganization);
  }

  LimitHeaders of(EndpointClass endpointClass) {
    return switch (endpointClass) {
      case READ_LIGHT -> readLight;
      case WRITE_LIGHT -> writeLight;
      case LONG_RUNNING -> longRunning;
    };
  }
}
