package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.limits.EndpointClass;
import org.jspecify.annotations.Nullable;

/** Who asks too much. Thread-safe. */
interface Limits {
  /** Nobody does. */
  Limits NONE = new Limits() {};

  /**
   * Looks at an address before a key from there is checked.
   *
   * @param origin where the request comes from
   * @param presented the key, however malformed
   * @return the answer, if too many keys from there were none, and this one is not known to be
   *     good; null if it is to be checked
   */
  default @Nullable ApiError refusal(Origin origin, String presented) {
    return null;
  }

  /** Counts a key from there that is none. */
  default void failed(Origin origin, String presented) {}

  /**
   * Counts a request.
   *
   * @param key a good one
   * @param endpointClass what is asked
   * @return what is left, or that nothing is; null if there is no limit to tell of
   */
  default @Nullable Permit take(ApiKey key, EndpointClass endpointClass) {
    return null;
  }

  /**
   * Looks at what a key has left, and counts nothing.
   *
   * @param key a good one, or one that is switched off
   * @param endpointClass what is asked
   * @return what is left; null if there is no limit to tell of
   */
  default @Nullable Permit look(ApiKey key, EndpointClass endpointClass) {
    return null;
  }

  /** Whether one more request of the key may wait for changes; if so, it counts as waiting. */
  default boolean mayWait(ApiKey key) {
    return true;
  }

  /** Ends a wait that was allowed. */
  default void hasWaited(ApiKey key) {}
}
