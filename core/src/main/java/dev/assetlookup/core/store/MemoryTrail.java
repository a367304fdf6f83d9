package dev.assetlookup.core.store;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The audit trail of one organization in memory, by the numbers of its entries. Thread-safe. */
final class MemoryTrail {
  private final ConcurrentNavigableMap<Long, AuditEntry> entries = new ConcurrentSkipListMap<>();

  /** Appends an entry; beyond as many as a log keeps, the oldest goes without a trim. */
  void append(AuditEntry entry) {
    entries.put(entry.position().sequence(), entry);
    entries.headMap(entry.position().sequence() - MemoryLog.MOST + 1).clear();
  }

  int size() {
    return entries.size();
  }

  AuditTrail.Entries before(@Nullable LogPosition before, int limit) {
    long end = before == null ? Long.MAX_VALUE : before.sequence();
    Iterator<AuditEntry> rest = entries.headMap(end).descendingMap().values().iterator();
    List<AuditEntry> page = new ArrayList<>();
    while (rest.hasNext() && page.size() < limit) {
      page.add(rest.next());
    }
    boolean isLast = page.isEmpty() || !rest.hasNext();
    return new AuditTrail.Entries(
        page, List.of(), isLast ? null : page.get(page.size() - 1).position());
  }

  int trim(Instant before, int limit) {
    int removed = 0;
    Iterator<AuditEntry> all = entries.values().iterator();
    while (removed < limit && all.hasNext()) {
      if (all.next().position().at().isBefore(before)) {
        all.remove();
        removed++;
      }
    }
    return removed;
  }
}
