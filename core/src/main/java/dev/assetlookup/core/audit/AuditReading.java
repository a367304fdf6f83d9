package dev.assetlookup.core.audit;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads any {@link AuditTrail}, and filters what it reads. */
record AuditReading(AuditTrail trail) implements ReadAudit {
  private static final Scope NEEDED = Scope.AUDIT_READ;
  private static final int STEP = 1_000;
  // A filter that few entries meet must not keep one request for long.
  private static final int MOST_LOOKED_AT = 5_000;

  AuditReading {
    Objects.requireNonNull(trail);
  }

  @Override
  public Result read(Caller caller, Query query) {
    if (!caller.may(NEEDED)) {
      return new Result.ScopeMissing(NEEDED);
    }
    return caller.projects().equals(Projects.ALL)
        ? page(caller.organization(), query)
        : new Result.Bound();
  }

  private Result.Page page(OrganizationId organization, Query query) {
    int step = query.filter().equals(AuditFilter.ALL) ? query.limit() : STEP;
    List<AuditEntry> page = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    LogPosition next = query.before();
    for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += step) {
      AuditTrail.Entries found = trail.entries(organization, next, step);
      unreadable.addAll(found.unreadable());
      LogPosition end = take(found, query, page);
      next = end == null ? found.next() : end;
      if (next == null || page.size() == query.limit()) {
        break;
      }
    }
    return new Result.Page(page, unreadable, next);
  }

  /** Adds what fits; the position of the last one if there was more behind it, else null. */
  private static @Nullable LogPosition take(
      AuditTrail.Entries found, Query query, List<AuditEntry> page) {
    for (AuditEntry entry : found.entries()) {
      if (query.filter().includes(entry)) {
        page.add(entry);
        if (page.size() == query.limit()) {
          boolean isLast = entry.equals(found.entries().get(found.entries().size() - 1));
          return isLast ? null : entry.position();
        }
      }
    }
    return null;
  }
}
