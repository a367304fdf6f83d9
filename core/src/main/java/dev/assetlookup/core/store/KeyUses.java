package dev.assetlookup.core.store;

import dev.assetlookup.core.access.ApiKeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Remembers when API keys were last used. An ability that a store of keys may have beside {@link
 * ApiKeyStore}: a use is no change of a key, so it is in no change log and empties no cache.
 * Thread-safe.
 */
public interface KeyUses {
  /**
   * How long the further uses of a key are not worth recording after one that was. Asked for once,
   * without I/O.
   *
   * @return zero or more; zero, if nothing else is said, where it costs next to nothing
   */
  default Duration betweenUses() {
    return Duration.ZERO;
  }

  /**
   * Remembers uses. A time that is not later than the one remembered changes nothing, and neither
   * does a key that is not there. If this throws, some may be remembered; repeating it is safe.
   *
   * @param uses when each key was used; kept to the microsecond
   * @throws StoreUnavailableException if the store gave no answer
   */
  void recordUses(Map<ApiKeyId, Instant> uses);

  /**
   * When keys were last used.
   *
   * @param ids which keys, any number
   * @return the last remembered use of each that has one
   * @throws StoreUnavailableException if the store gave no answer
   */
  Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids);
}
