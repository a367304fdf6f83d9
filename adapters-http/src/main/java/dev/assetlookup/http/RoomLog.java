package dev.assetlookup.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Logs that there is no room for more connections: when that begins, once a minute while it lasts,
 * and when it is over. For one thread.
 */
final class RoomLog {
  private static final Duration REMINDER = Duration.ofMinutes(1);
  // A shortage that comes back within this time is the same one.
  private static final Duration CALM = Duration.ofSeconds(1);

  private final Logger logger;
  private boolean full;
  private long warnedAt;
  private long closed;

  RoomLog(Logger logger) {
    this.logger = logger;
  }

  void full(String what) {
    long now = System.nanoTime();
    if (!full || now - warnedAt > REMINDER.toNanos()) {
      logger.log(
          Level.WARNING,
          what
              + "those that wait longest are closed to make room"
              + (full ? "; %,d were so far".formatted(closed) : ""));
      warnedAt = now;
    }
    full = true;
  }

  /** Counts connections that were closed to make room. */
  void closed(int connections) {
    closed += connections;
  }

  void roomy() {
    if (full && System.nanoTime() - warnedAt > CALM.toNanos()) {
      logger.log(
          Level.INFO,
          "there is room for connections again; %,d were closed to make it".formatted(closed));
      full = false;
      closed = 0;
    }
  }
}
