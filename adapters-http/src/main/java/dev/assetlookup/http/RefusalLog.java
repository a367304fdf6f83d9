package dev.assetlookup.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Logs requests that are not valid HTTP: the first, then their number once a minute. */
final class RefusalLog {
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Logger logger;
  private long refused;
  private long logged;

  RefusalLog(Logger logger) {
    this.logger = logger;
  }

  synchronized void refused(@Nullable String reason) {
    long now = System.nanoTime();
    refused++;
    if (refused == 1 || now - logged > REMINDER.toNanos()) {
      logged = now;
      logger.log(
          Level.INFO,
          "a request was refused: %s It is number %,d since the start; logged once a minute"
              .formatted(reason, refused));
    }
  }
}
