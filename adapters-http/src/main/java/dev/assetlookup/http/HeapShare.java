package dev.assetlookup.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Remembers small things of a kind, as many as a part of the heap is for. */
final class HeapShare {
  private static final int SHARE = 32;
  private static final int FEWEST = 10_000;
  private static final int MOST = 1_000_000;

  private HeapShare() {}

  /**
   * As many as fit in a part of the largest heap, up to a million.
   *
   * @param bytes about what one takes
   */
  static long of(int bytes) {
    return Math.clamp(Runtime.getRuntime().maxMemory() / SHARE / bytes, FEWEST, MOST);
  }

  /**
   * A place for them, in which they stay until they are not used for some time.
   *
   * @param most how many are remembered
   * @param unused for how long
   * @param nanos the time
   */
  static <K, V> Cache<K, V> cache(long most, Duration unused, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterAccess(unused)
        .ticker(nanos::getAsLong)
        .executor(Runnable::run)
        .build();
  }
}
