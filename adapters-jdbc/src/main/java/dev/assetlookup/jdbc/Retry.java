package dev.assetlookup.jdbc;

import java.util.concurrent.ThreadLocalRandom;

/** When a read or a write is tried again: after a conflict with another transaction. */
final class Retry {
  private static final int ATTEMPTS = 10;
  private static final int SHORTEST_PAUSE_MS = 5;
  private static final int LONGEST_PAUSE_MS = 250;

  private Retry() {}

  /**
   * Waits a while if another attempt may succeed.
   *
   * @param attempted such as "cannot read asset a"
   * @param attempt how many there were, from 1
   * @throws dev.assetlookup.core.store.StoreUnavailableException if none may
   */
  static void pauseOrThrow(String attempted, Exception failure, int attempt) {
    boolean again = SqlStates.isConflict(failure) || SqlStates.isDuplicate(failure);
    if (!again || attempt == ATTEMPTS) {
      throw Failures.of(attempted, failure);
    }
    try {
      int longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << attempt);
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw Failures.of(attempted, failure);
    }
  }
}
