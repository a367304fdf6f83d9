package dev.assetlookup.r2.document;

import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the bytes of large documents that are in memory at one time to be parsed, which takes some
 * times as many. They wait for each other in their order; small documents wait for none.
 * Thread-safe.
 */
final class LargeDocuments {
  /** Documents of so many bytes and fewer are small. */
  static final int SMALL = 3 << 20;

  /** One that is only looked through takes this part of the memory of one that is kept. */
  static final int LOOKED_THROUGH = 4;

  // What a document becomes while it is parsed is up to ten times as large.
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

  /** A part of the memory that this process may take. */
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
