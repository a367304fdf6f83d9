package dev.assetlookup.core.store;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what in each organization. An ability that a store may lack. Thread-safe, also
 * between processes that share one store.
 *
 * <p>Each swap and each removal of a container that is done, and each change of an API key, leaves
 * an entry, in the transaction of the change; a write that is stale, fails or is rolled back leaves
 * none. Its actor is the one that {@link ContainerStore#writtenBy} or {@link ApiKeyStore#changedBy}
 * was given, else {@link dev.assetlookup.core.access.Actor#APPLICATION}. A store that has no
 * transaction over two records says what it promises instead.
 */
public interface AuditTrail {
  /**
   * Reads entries in the reverse of the order in which they were appended, one page a call. Entries
   * that are there from the first page to the last are seen exactly once, whatever is appended or
   * trimmed meanwhile.
   *
   * @param organization whose trail
   * @param before {@link Entries#next} of the page before, null to begin
   * @param limit most entries to return, from 1 to {@link Integer#MAX_VALUE}
   * @return the next entries; a page may be short, even empty, while there is a {@link
   *     Entries#next}
   * @throws StoreUnavailableException if the store gave no answer
   */
  Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit);

  /**
   * Removes old entries, some of one or several organizations.
   *
   * @param before what was done before this time is removed, and nothing else
   * @param limit most entries to remove, 1 or more
   * @return how many were removed; 0 if nothing is left to remove
   * @throws StoreUnavailableException if the store gave no answer
   */
  int trimEntries(Instant before, int limit);

  /**
   * Some entries of a trail.
   *
   * @param entries newest first, at most as many as were asked for
   * @param unreadable what is wrong with entries that are not valid and left out, for the operator
   * @param next where the next page begins, null if there is none
   */
  record Entries(List<AuditEntry> entries, List<String> unreadable, @Nullable LogPosition next) {
    /** Copies the lists. */
    public Entries {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }
  }
}
