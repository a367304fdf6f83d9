package dev.assetlookup.http;

import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logs failures once a state, not once a request: a line when it begins, one a minute with the
 * count while it lasts, and one when it is over. A record that cannot be read is logged once.
 * Thread-safe.
 */
final class FailureLog {
  private static final int MAX_KINDS = 100;
  private static final int MAX_RECORDS = 1_000;

  private final Logger logger;
  private final InstantSource clock;
  private final Map<String, FailureState> states = new HashMap<>();
  private final Set<String> records = new HashSet<>();
  private volatile boolean anyState;

  /**
   * Creates a log.
   *
   * @param logger where its lines go
   * @param clock measures the minutes
   */
  FailureLog(Logger logger, InstantSource clock) {
    this.logger = logger;
    this.clock = clock;
  }

  /** Counts a failed request, and logs it if it is due. */
  void failed(String requestId, Throwable failure) {
    if (failure instanceof CorruptRecordException corrupt) {
      unreadable(requestId, String.valueOf(corrupt.getMessage()));
      return;
    }
    Counted counted = count(failure);
    // Outside the lock, so that slow output does not hold up other requests.
    if (counted.isFirst()) {
      logFirst(requestId, failure);
    } else if (counted.reminder() != null) {
      logger.log(
          isOfStore(failure) ? Level.WARNING : Level.ERROR,
          requestId + ": " + failure.getMessage() + "; " + counted.reminder());
    }
  }

  /**
   * What to log about a failure.
   *
   * @param isFirst whether its state begins
   * @param reminder how often it has happened, null if that is not due
   */
  private record Counted(boolean isFirst, @Nullable String reminder) {}

  private synchronized Counted count(Throwable failure) {
    Instant now = clock.instant();
    String kind = kind(failure);
    FailureState state = states.get(kind);
    if (state == null) {
      if (states.size() == MAX_KINDS) {
        states.clear();
      }
      states.put(kind, new FailureState(isOfStore(failure), now));
      anyState = true;
      return new Counted(true, null);
    }
    return new Counted(false, state.countAgain(now) ? state.toString() : null);
  }

  private void logFirst(String requestId, Throwable failure) {
    if (isOfStore(failure)) {
      logger.log(
          Level.WARNING,
          requestId
              + ": "
              + failure.getMessage()
              + (failure.getCause() == null ? "" : ": " + failure.getCause())
              + "; further failures are counted and logged once a minute");
    } else {
      logger.log(
          Level.ERROR,
          requestId + ": unexpected; further failures are logged once a minute",
          failure);
    }
  }

  private static boolean isOfStore(Throwable failure) {
    return failure instanceof StoreUnavailableException;
  }

  /** Distinguishes failures by where they were thrown. */
  private static String kind(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getName()
        + (isOfStore(failure) || trace.length == 0 ? "" : "@" + trace[0]);
  }

  /** Logs a stored record that cannot be read, once. */
  void unreadable(String requestId, String reason) {
    boolean first;
    synchronized (records) {
      if (records.size() == MAX_RECORDS) {
        records.clear();
      }
      first = records.add(reason);
    }
    if (first) {
      logger.log(Level.WARNING, requestId + ": " + reason + "; this is logged once");
    }
  }

  /** Notes that the store has answered a request, which ends an outage. */
  void answered() {
    if (anyState) {
      end();
    }
  }

  private void end() {
    StringBuilder over = new StringBuilder();
    synchronized (this) {
      Instant now = clock.instant();
      Iterator<FailureState> each = states.values().iterator();
      while (each.hasNext()) {
        FailureState state = each.next();
        if (state.isOver(now)) {
          each.remove();
          over.append(state.atEnd());
        }
      }
      anyState = !states.isEmpty();
    }
    if (!over.isEmpty()) {
      logger.log(Level.INFO, over.toString());
    }
  }
}
