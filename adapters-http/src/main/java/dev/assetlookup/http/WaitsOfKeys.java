package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKeyId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the requests of each key that wait for changes, as long as there are any. Thread-safe. */
final class WaitsOfKeys {
  private final int most;
  private final ConcurrentMap<ApiKeyId, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Counts up to a bound.
   *
   * @param most how many of a key may wait at a time
   */
  WaitsOfKeys(int most) {
    this.most = most;
  }

  /** Counts one more; false if there are as many as may be. */
  boolean begin(ApiKeyId key) {
    while (true) {
      // One that is refused is never counted, or those refused at once would make room.
      Integer count = counts.putIfAbsent(key, 1);
      if (count == null) {
        return true;
      }
      if (count >= most) {
        return false;
      }
      if (counts.replace(key, count, count + 1)) {
        return true;
      }
    }
  }

  /** Counts one less. */
  void end(ApiKeyId key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  /** How many keys have requests that wait. */
  int keys() {
    return counts.size();
  }
}
