package dev.assetlookup.testkit;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail.Entries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they read and trim an audit trail. */
final class BrokenAuditReads {
  private BrokenAuditReads() {}

  static Function<InstantSource, AuditStorage> naming(UnaryOperator<String> name) {
    return clock ->
        new AuditStorage(clock) {
          @Override
          String name(OrganizationId organization) {
            return name.apply(super.name(organization));
          }
        };
  }

  static Function<InstantSource, AuditStorage> sorting(UnaryOperator<List<AuditEntry>> sort) {
    return clock ->
        new AuditStorage(clock) {
          @Override
          List<AuditEntry> sorted(List<AuditEntry> trail) {
            return sort.apply(super.sorted(trail));
          }
        };
  }

  static List<AuditEntry> byTime(List<AuditEntry> newest) {
    List<AuditEntry> sorted = new ArrayList<>(newest);
    sorted.sort(Comparator.comparing((AuditEntry entry) -> entry.position().at()).reversed());
    return sorted;
  }

  static final class SkippingOneBetweenPages extends AuditStorage {
    SkippingOneBetweenPages(InstantSource clock) {
      super(clock);
    }

    @Override
    int start(List<AuditEntry> sorted, @Nullable LogPosition before) {
      int start = super.start(sorted, before);
      return before == null ? start : Math.min(start + 1, sorted.size());
    }
  }

  /** Counts from the newest on. */
  static final class CountingEntries extends AuditStorage {
    private int read;

    CountingEntries(InstantSource clock) {
      super(clock);
    }

    @Override
    int start(List<AuditEntry> sorted, @Nullable LogPosition before) {
      read = before == null ? 0 : read;
      return Math.min(read, sorted.size());
    }

    @Override
    Entries page(List<AuditEntry> rest, int limit) {
      Entries page = super.page(rest, limit);
      read += page.entries().size();
      return page;
    }
  }

  /** Looks for the entry where the page before ended. */
  static final class LookingForTheEntry extends AuditStorage {
    LookingForTheEntry(InstantSource clock) {
      super(clock);
    }

    @Override
    int start(List<AuditEntry> sorted, @Nullable LogPosition before) {
      for (int i = 0; i < sorted.size(); i++) {
        if (sorted.get(i).position().equals(before)) {
          return i + 1;
        }
      }
      return 0;
    }
  }

  static final class IgnoringTheLimit extends AuditStorage {
    IgnoringTheLimit(InstantSource clock) {
      super(clock);
    }

    @Override
    Entries page(List<AuditEntry> rest, int limit) {
      return new Entries(rest, List.of(), null);
    }
  }

  /** What another instance appended is not there. */
  static final class RememberingPages extends AuditStorage {
    private final java.util.Map<String, Entries> first = new java.util.HashMap<>();

    RememberingPages(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized Entries entries(
        OrganizationId organization, @Nullable LogPosition before, int limit) {
      return before == null
          ? first.computeIfAbsent(
              organization + " " + limit, asked -> super.entries(organization, null, limit))
          : super.entries(organization, before, limit);
    }
  }

  static final class TrimmingNothing extends AuditStorage {
    TrimmingNothing(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      return 0;
    }
  }

  static final class TrimmingThoseOfTheTime extends AuditStorage {
    TrimmingThoseOfTheTime(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      return super.trim(before.plusNanos(1), limit);
    }
  }

  /** As a change log does. */
  static final class TrimmingWhatStandsBefore extends AuditStorage {
    TrimmingWhatStandsBefore(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      int removed = 0;
      for (List<AuditEntry> trail : trails.values()) {
        int old = 0;
        for (int i = 0; i < trail.size(); i++) {
          old = trail.get(i).position().at().isBefore(before) ? i + 1 : old;
        }
        int some = Math.min(old, limit - removed);
        trail.subList(0, some).clear();
        removed += some;
      }
      return removed;
    }
  }

  static final class TrimmingBeyondTheLimit extends AuditStorage {
    TrimmingBeyondTheLimit(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      return super.trim(before, Integer.MAX_VALUE);
    }
  }

  static final class TrimmingContent extends AuditStorage {
    TrimmingContent(InstantSource clock) {
      super(clock);
    }

    @Override
    synchronized int trim(Instant before, int limit) {
      BrokenContainerStore.all(content).forEach(c -> content.remove(c.key(), c.revision()));
      return super.trim(before, limit);
    }
  }

  static final class TakingAnOutageForTheEnd extends AuditStorage {
    private boolean down;

    TakingAnOutageForTheEnd(InstantSource clock) {
      super(clock);
    }

    @Override
    void requireUp() {
      try {
        super.requireUp();
      } catch (RuntimeException e) {
        down = true;
      }
    }

    @Override
    synchronized Entries entries(
        OrganizationId organization, @Nullable LogPosition before, int limit) {
      return down
          ? new Entries(List.of(), List.of(), null)
          : super.entries(organization, before, limit);
    }
  }

  static final class TakingNullForNobody extends AuditStorage {
    TakingNullForNobody(InstantSource clock) {
      super(clock);
    }

    @Override
    Actor named(@Nullable Actor actor) {
      return actor == null ? Actor.APPLICATION : actor;
    }
  }
}
