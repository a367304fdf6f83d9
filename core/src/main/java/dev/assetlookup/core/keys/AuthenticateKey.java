package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.store.ApiKeyReader;
import java.time.InstantSource;

/** Finds out whom an API key stands for. Thread-safe. */
public interface AuthenticateKey {
  /**
   * Checks a key as a client sent it. One read of the store each time, so that a revoked or killed
   * key is refused on the next request. A key whose end comes meanwhile is good for this call.
   *
   * @param presented any text, however long
   * @return who it is, or why not
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result authenticate(String presented);

  /**
   * Authenticates against the keys of a store by the system's clock.
   *
   * @param keys where the keys are
   * @return a new port
   */
  static AuthenticateKey over(ApiKeyReader keys) {
    return over(keys, InstantSource.system());
  }

  /**
   * Authenticates against the keys of a store.
   *
   * @param keys where the keys are
   * @param clock decides at each call which keys and retired secrets have come to their end
   * @return a new port
   */
  static AuthenticateKey over(ApiKeyReader keys, InstantSource clock) {
    return new KeyAuthentication(keys, clock);
  }

  /** How an authentication ended. */
  sealed interface Result {
    /**
     * The key is good.
     *
     * @param key the key as stored
     */
    record Authenticated(ApiKey key) implements Result {}

    /**
     * Malformed, unknown, of another environment, wrong secret, revoked, or expired: one answer.
     */
    record Rejected() implements Result {}

    /**
     * The key is real, but switched off.
     *
     * @param key the key as stored, to tell whose it is, and for nothing else
     * @param what what the switch is for
     */
    record Killed(ApiKey key, Switch what) implements Result {}
  }

  /** What a kill switch is for. */
  enum Switch {
    /** One key. */
    KEY,
    /** All keys of an organization. */
    ORGANIZATION
  }
}
