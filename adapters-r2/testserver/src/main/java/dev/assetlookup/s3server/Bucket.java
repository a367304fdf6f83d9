package dev.assetlookup.s3server;

import java.time.Duration;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The objects of a bucket by normalised key. A condition and its write are one step. */
final class Bucket {
  private static final Duration WRITE_INTERVAL = Duration.ofSeconds(1);

  private final ConcurrentSkipListMap<String, S3Object> objects =
      new ConcurrentSkipListMap<>(byUtf8());
  private final Lock writing = new ReentrantLock();

  @Nullable S3Object get(String key) {
    return objects.get(key);
  }

  /** The objects by key, as they are at the time of each step. */
  NavigableMap<String, S3Object> objects() {
    return objects;
  }

  void put(String key, S3Object object) {
    writing.lock();
    try {
      objects.put(key, object);
    } finally {
      writing.unlock();
    }
  }

  void put(String key, S3Object object, Preconditions preconditions, boolean oneWritePerSecond)
      throws Refusal {
    writing.lock();
    try {
      S3Object existing = objects.get(key);
      if (oneWritePerSecond
          && existing != null
          && object.lastModified().isBefore(existing.lastModified().plus(WRITE_INTERVAL))) {
        throw new Refusal(429, "TooManyRequests", "Reduce your rate of writes to this object.");
      }
      if (!preconditions.allowWrite(existing)) {
        throw new Refusal(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold.");
      }
      objects.put(key, object);
    } finally {
      writing.unlock();
    }
  }

  boolean remove(String key) {
    writing.lock();
    try {
      return objects.remove(key) != null;
    } finally {
      writing.unlock();
    }
  }

  /** Order of UTF-8 bytes, which is that of code points and not of chars. */
  static Comparator<String> byUtf8() {
    return (a, b) -> {
      int length = Math.min(a.length(), b.length());
      for (int i = 0; i < length; i++) {
        char x = a.charAt(i);
        char y = b.charAt(i);
        if (x != y) {
          boolean xAstral = Character.isSurrogate(x);
          boolean yAstral = Character.isSurrogate(y);
          return xAstral == yAstral ? Character.compare(x, y) : Boolean.compare(xAstral, yAstral);
        }
      }
      return Integer.compare(a.length(), b.length());
    };
  }
}
