package dev.assetlookup.r2.document;

import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the bytes of large documents that are in memory at one time to be parsed, which takes a
 * multiple of them. Large documents wait for each other in order; small ones do not wait.
 * Thread-safe.
 */
final class LargeDocuments {
  /** Documents of at most so many bytes are small. */
  static final int SMALL = 3 << 20;

  /** A document that is only looked through takes this part of the memory of a kept one. */
  static final int LOOKED_THROUGH = 4;

  // A parsed document takes up to ten times as much memory as its bytes.
  private static final long PART_OF_MEMORY = 24;

  private final int most;
  private final Semaphore bytes;

  /**
   * A bound.
   *
   * @param most bytes at one time; a document of more is read alone
   */
  LargeDocuments(int most) {
    this.most = most;
    this.bytes = new Semaphore(most, true);
  }

  /** Bounds them to a part of the memory that this process may take. */
  static LargeDocuments ofMemory() {
    long part = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;
    return new LargeDocuments((int) Math.max(SMALL, Math.min(part, Integer.MAX_VALUE)));
  }

  /**
   * Reads a document when there is room for it.
   *
   * @throws StoreUnavailableException if there was none in time
   */
  <T> T read(long sizeBytes, Deadline deadline, Supplier<T> reading) {
    int needed = (int) Math.min(sizeBytes, most);
    Duration time = deadline.left().orElse(Duration.ZERO);
    try {
      if (!bytes.tryAcquire(needed, time.toNanos(), TimeUnit.NANOSECONDS)) {
        String problem =
            "too many large documents were read at once: no room for "
                + sizeBytes
                + " bytes within "
                + time;
        throw new StoreUnavailableException(problem, new IllegalStateException(problem));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for memory", e);
    }
    try {
      return reading.get();
    } finally {
      bytes.release(needed);
    }
  }
}
