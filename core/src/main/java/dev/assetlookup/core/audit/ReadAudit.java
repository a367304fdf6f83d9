package dev.assetlookup.core.audit;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.store.AuditTrail;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads who changed what in an organization, newest first. Thread-safe. */
@FunctionalInterface
public interface ReadAudit {
  /** Most entries of a page. */
  int MAX_LIMIT = 200;

  /**
   * Reads entries of the caller's organization, one page a call.
   *
   * @param caller who asks; needs {@link Scope#AUDIT_READ}, and may not be bound to projects: an
   *     entry tells of containers and keys whose project nobody knows
   * @param query which entries
   * @return the page
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result read(Caller caller, Query query);

  /**
   * Reads a trail.
   *
   * @param trail the trail
   * @return a new port
   */
  static ReadAudit over(AuditTrail trail) {
    return new AuditReading(trail);
  }

  /**
   * Which entries to read.
   *
   * @param filter which of them
   * @param before {@link Result.Page#next} of the page before, null to begin; good for any filter
   * @param limit most entries of the page, 1 to {@link #MAX_LIMIT}
   */
  record Query(AuditFilter filter, @Nullable LogPosition before, int limit) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the limit is out of range
     */
    public Query {
      Objects.requireNonNull(filter);
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new IllegalArgumentException("limit is not 1 to " + MAX_LIMIT + ": " + limit);
      }
    }

    /**
     * The same from another place on.
     *
     * @param position where the page begins
     * @return a new query
     */
    public Query from(LogPosition position) {
      return new Query(filter, position, limit);
    }
  }

  /** How a reading ended. */
  sealed interface Result {
    /**
     * Some entries, possibly fewer than the limit, and even none where many had to be skipped to
     * find few.
     *
     * @param entries newest first
     * @param unreadable what is wrong with entries that are left out, for the operator
     * @param next where the next page begins, null if there is none
     */
    record Page(List<AuditEntry> entries, List<String> unreadable, @Nullable LogPosition next)
        implements Result {
      /** Copies the lists. */
      public Page {
        entries = List.copyOf(entries);
        unreadable = List.copyOf(unreadable);
      }
    }

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}

    /** The caller is bound to projects, so it may not ask. */
    record Bound() implements Result {}
  }
}
