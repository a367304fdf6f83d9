package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** The change logs and audit trails of all organizations in memory. Thread-safe. */
final class MemoryJournal implements ChangeLog, AuditTrail {
  private final ConcurrentMap<OrganizationId, MemoryLog> logs = new ConcurrentHashMap<>();
  private final ConcurrentMap<OrganizationId, MemoryTrail> trails = new ConcurrentHashMap<>();
  private final List<Consumer<OrganizationId>> listeners = new CopyOnWriteArrayList<>();
  private final InstantSource clock;

  MemoryJournal(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock);
  }

  /**
   * What a write leaves in the trail and in the log.
   *
   * @param change null if it was one of keys
   */
  record Trace(Deed deed, @Nullable ContainerChange change) {
    Change at(LogPosition place) {
      return change == null ? new Change.OfKeys(place) : new Change.OfContainer(place, change);
    }
  }

  /**
   * Does a write.
   *
   * @param trace what it leaves; asked if it is done
   */
  boolean write(
      OrganizationId organization, Actor actor, BooleanSupplier write, Supplier<Trace> trace) {
    MemoryLog log = logs.computeIfAbsent(organization, same -> new MemoryLog());
    boolean done =
        log.write(write, at -> append(organization, at, actor, trace.get()), clock.instant());
    if (done) {
      listeners.forEach(listener -> listener.accept(organization));
    }
    return done;
  }

  /** Within a write, so that entries have the order of the changes. */
  private Change append(OrganizationId organization, LogPosition at, Actor actor, Trace trace) {
    trails
        .computeIfAbsent(organization, same -> new MemoryTrail())
        .append(new AuditEntry(at, actor, trace.deed()));
    return trace.at(at);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    return Optional.of(organizations.stream().map(this::head).toList());
  }

  private LogHead head(OrganizationId organization) {
    MemoryLog log = logs.get(organization);
    return log == null ? LogHead.EMPTY : log.head();
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    Objects.requireNonNull(after);
    MemoryLog log = logs.get(organization);
    return (log == null ? new MemoryLog() : log).after(after, limit);
  }

  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    MemoryTrail trail = trails.get(organization);
    return (trail == null ? new MemoryTrail() : trail).before(before, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    Objects.requireNonNull(before);
    return trim(logs.values(), limit, (log, most) -> log.trim(before, most));
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    Objects.requireNonNull(before);
    return trim(trails.values(), limit, (trail, most) -> trail.trim(before, most));
  }

  private static <T> int trim(Collection<T> all, int limit, ToIntBiFunction<T, Integer> trim) {
    int removed = 0;
    for (T each : all) {
      removed += trim.applyAsInt(each, limit - removed);
    }
    return removed;
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    Objects.requireNonNull(listener);
    // One object for each call, so that ending it ends no other.
    Consumer<OrganizationId> own = organization -> listener.accept(organization);
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  int size() {
    return logs.values().stream().mapToInt(MemoryLog::size).sum()
        + trails.values().stream().mapToInt(MemoryTrail::size).sum();
  }
}
