package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The change log of a store.
 *
 * @param isOnlyProcess whether what this process commits is all that is committed
 */
record Log(
    Transactions transactions,
    Announcements announcements,
    LogReader reader,
    LogTrim trim,
    boolean isOnlyProcess)
    implements ChangeLog {
  Log(
      Transactions transactions,
      Announcements announcements,
      TableNames names,
      boolean isOnlyProcess) {
    this(transactions, announcements, new LogReader(names), new LogTrim(names), isOnlyProcess);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> asked) {
    List<OrganizationId> organizations = List.copyOf(asked);
    List<LogHead> known = inMemory(organizations);
    if (known.size() == organizations.size()) {
      return Optional.of(known);
    }
    Optional<List<LogHead>> heads =
        transactions.readCommitted(
            "the last changes of",
            organizations,
            connection -> reader.heads(connection, organizations));
    // By now it is known whether this is a file.
    CommittedHeads committed = committed();
    if (committed != null && heads.isPresent()) {
      for (int i = 0; i < organizations.size(); i++) {
        committed.settle(organizations.get(i), heads.get().get(i));
      }
    }
    return heads;
  }

  /** The heads of the first organizations, up to one whose row has to be read. */
  private List<LogHead> inMemory(List<OrganizationId> organizations) {
    CommittedHeads committed = committed();
    if (committed == null) {
      return List.of();
    }
    List<LogHead> heads = new ArrayList<>(organizations.size());
    for (OrganizationId organization : organizations) {
      LogHead head = committed.get(organization);
      if (head == null) {
        break;
      }
      heads.add(head);
    }
    return heads;
  }

  private @Nullable CommittedHeads committed() {
    return isOnlyProcess ? transactions.committedHeads() : null;
  }

  /** Also where a head is read from its row: that may have been before the transaction began. */
  @Override
  public boolean readsCommitted() {
    return transactions.readsCommitted();
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    Objects.requireNonNull(organization);
    Objects.requireNonNull(after);
    Limit.requirePositive(limit);
    return transactions.read(
        "the changes of",
        organization,
        connection -> reader.changes(connection, organization, after, limit));
  }

  @Override
  public int trim(Instant before, int limit) {
    Objects.requireNonNull(before);
    Limit.requirePositive(limit);
    int most = Math.min(limit, LogTrim.MOST);
    return transactions.remove(
        "the oldest changes",
        handle -> trim.old(handle, before, most),
        (handle, old) -> trim.remove(handle, old, most));
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return announcements.listen(Objects.requireNonNull(listener))::run;
  }
}
