package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and trims the audit trails. */
record Trail(Transactions transactions, AuditTable table) implements AuditTrail {
  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    Objects.requireNonNull(organization);
    Limit.requirePositive(limit);
    return transactions.read(
        "the audit trail of",
        organization,
        connection -> table.page(connection, organization, before, limit));
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    Objects.requireNonNull(before);
    Limit.requirePositive(limit);
    int most = Math.min(limit, AuditTable.MOST);
    return transactions.remove(
        "the oldest entries of the audit trail",
        handle -> table.old(handle, before, most),
        table::remove);
  }
}
