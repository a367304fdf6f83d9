package dev.assetlookup.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the bytes that one body may use. */
final class BodyShare {
  private final Semaphore small;
  private final Semaphore large;
  private final Duration patience;
  private Semaphore from;
  private int taken;

  /** Of those for small and for large bodies, each waited for as long as that. */
  BodyShare(Semaphore small, Semaphore large, Duration patience) {
    this.small = small;
    this.large = large;
    this.patience = patience;
    this.from = small;
  }

  /** Waits until that many bytes fit instead of those reserved before; false if they do not. */
  boolean take(int bytes) {
    Semaphore room = bytes <= Bodies.SMALL_BYTES ? small : large;
    int units = Bodies.units(bytes);
    try {
      if (!room.tryAcquire(units, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    close();
    from = room;
    taken = units;
    return true;
  }

  /** Releases all of its bytes. */
  void close() {
    from.release(taken);
    taken = 0;
  }
}
