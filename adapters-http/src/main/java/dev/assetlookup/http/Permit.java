package dev.assetlookup.http;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request in the buckets of its key and organization.
 *
 * @param headers tell of it
 * @param ofKey what taking from the bucket of the key returned, 0 if there is none
 * @param ofOrganization likewise
 * @param millis when that was, of the epoch
 */
record Permit(LimitHeaders headers, long ofKey, long ofOrganization, long millis) {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** The answer to a request that came too soon; null if it did not. */
  @Nullable ApiError refusal() {
    if (ofKey >= 0 && ofOrganization >= 0) {
      return null;
    }
    return (ofKey < 0 ? ApiError.KEY_TOO_FAST : ApiError.ORGANIZATION_TOO_FAST)
        .retryAfter(seconds(-Math.min(ofKey, ofOrganization)));
  }

  /** How many more requests would be taken now. */
  int left() {
    return Math.min(headers.leftOfKey(ofKey), headers.leftOfOrganization(ofOrganization));
  }

  /** When all buckets are full again, in seconds of the epoch. */
  long reset() {
    long wait =
        Math.max(headers.fullOfKey(ofKey), headers.fullOfOrganization(ofOrganization)) / MILLI;
    return (millis + wait + 999) / 1000;
  }

  /** Nanoseconds as whole seconds, of which the last may have begun. */
  static long seconds(long nanos) {
    return (nanos + SECOND - 1) / SECOND;
  }
}
