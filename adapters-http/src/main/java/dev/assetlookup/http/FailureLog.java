package dev.assetlookup.http;

import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
  private static final Duration REMINDER = Duration.ofMinutes(1);
  // While some requests fail and others do not, the state lasts.
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final int MAX_KINDS = 100;
  private static final int MAX_RECORDS = 1_000;

  private final Logger logger;
  private final InstantSource clock;
  private final Map<String, State> states = new HashMap<>();
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

  /** A kind of failure while it lasts. */
  private static final class State {
    final boolean ofStore;
    final Instant begun;
    Instant logged;
    Instant latest;
    long requests = 1;

    State(boolean ofStore, Instant now) {
      this.ofStore = ofStore;
      this.begun = now;
      this.logged = now;
      this.latest = now;
    }
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
    State state = states.get(kind);
    if (state == null) {
      if (states.size() == MAX_KINDS) {
        states.clear();
      }
      states.put(kind, new State(isOfStore(failure), now));
      anyState = true;
      return new Counted(true, null);
    }
    state.requests++;
    state.latest = now;
    if (!isOver(state.logged, REMINDER, now)) {
      return new Counted(false, null);
    }
    state.logged = now;
    return new Counted(
        false, "%,d requests have failed so since %s".formatted(state.requests, state.begun));
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
      Iterator<State> each = states.values().iterator();
      while (each.hasNext()) {
        State state = each.next();
        if (isOver(state.latest, CALM, now)) {
          each.remove();
          if (state.ofStore) {
            over.append(
                "the store answers again; %,d requests have failed from %s to %s"
                    .formatted(state.requests, state.begun, state.latest));
          }
        }
      }
      anyState = !states.isEmpty();
    }
    if (!over.isEmpty()) {
      logger.log(Level.INFO, over.toString());
    }
  }

  /** Also if the clock was set back: a state that never ends would hide the next one. */
  private static boolean isOver(Instant since, Duration length, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(length));
  }
}
