package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.store.ApiKeyReader;

/** Finds out whom an API key stands for. Thread-safe. */
public interface AuthenticateKey {
  /**
   * Checks a key as a client sent it. One read of the store each time, so that a revoked or killed
   * key is refused on the next request.
   *
   * @param presented any text, however long
   * @return who it is, or why not
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result authenticate(String presented);

  /**
   * Authenticates against the keys of a store.
   *
   * @param keys where the keys are
   * @return a new port
   */
  static AuthenticateKey over(ApiKeyReader keys) {
    return new KeyAuthentication(keys);
  }

  /** How an authentication ended. */
  sealed interface Result {
    /**
     * The key is good.
     *
     * @param key the key as stored
     */
    record Authenticated(ApiKey key) implements Result {}

    /** Malformed, unknown, of another environment, wrong secret, or revoked: one answer. */
    record Rejected() implements Result {}

    /**
     * The key is real, but switched off.
     *
     * @param what what the switch is for
     */
    record Killed(Switch what) implements Result {}
  }

  /** What a kill switch is for. */
  enum Switch {
    /** One key. */
    KEY,
    /** All keys of an organization. */
    ORGANIZATION
  }
}
