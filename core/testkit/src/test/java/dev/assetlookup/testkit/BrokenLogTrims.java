package dev.assetlookup.testkit;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What stores do wrong when they remove old entries. */
final class BrokenLogTrims {
  private BrokenLogTrims() {}

  private static boolean isOld(Change entry, Instant before) {
    return entry.position().at().isBefore(before);
  }

  /** Removes what is old, and leaves alone what stands before it. */
  static final class LeavingHoles extends LogStorage {
    LeavingHoles(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      int removed = 0;
      for (Log log : logs()) {
        for (Change entry : List.copyOf(log.entries)) {
          boolean isLast = entry.position().equals(log.head.last());
          if (removed < limit && isOld(entry, before) && !isLast) {
            log.entries.remove(entry);
            removed++;
          }
        }
      }
      return removed;
    }
  }

  /** Begins with the youngest of the old ones. */
  static final class RemovingTheYoungestFirst extends LogStorage {
    RemovingTheYoungestFirst(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      int removed = 0;
      for (Log log : logs()) {
        int old = old(log, before);
        int some = Math.min(old, limit - removed);
        log.entries.subList(old - some, old).clear();
        removed += some;
      }
      return removed;
    }
  }

  /** Stops at the first entry that is not old. */
  static final class StoppingAtTheFirstYoung extends LogStorage {
    StoppingAtTheFirstYoung(InstantSource clock) {
      super(clock);
    }

    @Override
    int old(Log log, Instant before) {
      int old = 0;
      while (old < log.entries.size() - 1 && isOld(log.entries.get(old), before)) {
        old++;
      }
      return old;
    }
  }

  static final class RemovingTheLast extends LogStorage {
    RemovingTheLast(InstantSource clock) {
      super(clock);
    }

    @Override
    int old(Log log, Instant before) {
      int count = log.entries.size();
      return count > 0 && isOld(log.entries.get(count - 1), before)
          ? count
          : super.old(log, before);
    }
  }

  /** Keeps no head beside the entries. */
  static final class BeginningAnew extends LogStorage {
    BeginningAnew(InstantSource clock) {
      super(clock);
    }

    @Override
    long number(Log log) {
      return log.entries.size() + 1L;
    }
  }

  /** Works the key revision out from the entries that are kept. */
  static final class ForgettingTheKeyRevision extends LogStorage {
    ForgettingTheKeyRevision(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized LogHead head(OrganizationId organization) {
      LogHead head = super.head(organization);
      boolean isKept =
          log(organization).entries.stream()
              .anyMatch(entry -> entry.position().sequence() == head.keyRevision());
      return isKept ? head : new LogHead(head.last(), 0);
    }
  }

  static final class RemovingThoseOfTheTime extends LogStorage {
    RemovingThoseOfTheTime(InstantSource clock) {
      super(clock);
    }

    @Override
    int old(Log log, Instant before) {
      return super.old(log, before.plus(Duration.ofNanos(1_000)));
    }
  }

  /** Removes from every organization as many as from the one with most. */
  static final class TrimmingAllAlike extends LogStorage {
    TrimmingAllAlike(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      int old = logs().stream().mapToInt(log -> old(log, before)).max().orElse(0);
      int removed = 0;
      for (Log log : logs()) {
        int some = Math.max(0, Math.min(old, log.entries.size() - 1));
        log.entries.subList(0, some).clear();
        removed += some;
      }
      return removed;
    }
  }

  static final class IgnoringTheLimit extends LogStorage {
    IgnoringTheLimit(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      return super.trim(before, Integer.MAX_VALUE);
    }
  }

  /** Does not say how many it removed. */
  static final class SayingNothing extends LogStorage {
    SayingNothing(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      super.trim(before, limit);
      return 0;
    }
  }

  /** Trims the organization that comes first, and no other. */
  static final class TrimmingOne extends LogStorage {
    TrimmingOne(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      List<Log> logs = new ArrayList<>(logs());
      if (logs.isEmpty()) {
        return 0;
      }
      Log first = logs.get(0);
      int old = Math.min(old(first, before), limit);
      first.entries.subList(0, old).clear();
      return old;
    }
  }
}
