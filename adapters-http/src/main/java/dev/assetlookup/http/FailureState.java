package dev.assetlookup.http;

import java.time.Duration;
import java.time.Instant;

/** A kind of failure while it lasts. Not thread-safe. */
final class FailureState {
  private static final Duration REMINDER = Duration.ofMinutes(1);
  // While some requests fail and others do not, the state lasts.
  private static final Duration CALM = Duration.ofSeconds(5);

  private final boolean ofStore;
  private final Instant begun;
  private Instant logged;
  private Instant latest;
  private long requests = 1;

  /** Begins with one request. */
  FailureState(boolean ofStore, Instant now) {
    this.ofStore = ofStore;
    this.begun = now;
    this.logged = now;
    this.latest = now;
  }

  /** Counts another request; true if that is to be logged. */
  boolean countAgain(Instant now) {
    requests++;
    latest = now;
    if (!isPast(logged, REMINDER, now)) {
      return false;
    }
    logged = now;
    return true;
  }

  boolean isOver(Instant now) {
    return isPast(latest, CALM, now);
  }

  /** Also if the clock was set back: a state that never ends would hide the next one. */
  private static boolean isPast(Instant since, Duration length, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(length));
  }

  /** What is said when it is over, which may be nothing. */
  String atEnd() {
    return ofStore
        ? "the store answers again; %,d requests have failed from %s to %s"
            .formatted(requests, begun, latest)
        : "";
  }

  /** What is said while it lasts. */
  @Override
  public String toString() {
    return "%,d requests have failed so since %s".formatted(requests, begun);
  }
}
