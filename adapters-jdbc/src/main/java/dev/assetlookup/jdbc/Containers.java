package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole containers, each call in a transaction. */
final class Containers {
  private final Transactions transactions;
  private final ContainerReader reader;
  private final ContainerWriter writer;
  private final RevisionFloors floors;
  private final ContainerList list;
  private final DueContainers due;

  Containers(Transactions transactions, TableNames names, LogWriter log) {
    this.transactions = transactions;
    this.reader = new ContainerReader(names);
    this.writer = new ContainerWriter(names, log);
    this.floors = new RevisionFloors(names);
    this.list = new ContainerList(names);
    this.due = new DueContainers(names);
  }

  Optional<Container> read(ContainerKey key) {
    Objects.requireNonNull(key);
    return transactions.query(name(key), handle -> reader.read(handle, key).map(Containers::whole));
  }

  private static Container whole(Scanned scanned) {
    if (scanned instanceof Scanned.Whole whole) {
      return whole.container();
    }
    String reason = ((Scanned.Broken) scanned).reason();
    throw new CorruptRecordException(name(scanned.key()), new IllegalArgumentException(reason));
  }

  private static String name(ContainerKey key) {
    return "container " + key;
  }

  boolean swap(Container next, Revision expected, Actor actor) {
    String name = name(next.key());
    long rows = 1L + next.assets().size();
    long more = next.supersededBytes();
    // A row that is there already may be one whose revision is none: that is replaced.
    return (expected.equals(Revision.NONE)
            && transactions.write(
                Write.creating(name, actor, (handle, logged) -> writer.insert(handle, logged, next))
                    .of(rows, more)))
        || transactions.write(
            Write.small(
                    name, actor, (handle, logged) -> writer.replace(handle, logged, next, expected))
                .of(rows, more));
  }

  boolean remove(ContainerKey key, Revision expected, Actor actor) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(expected);
    return transactions.write(
        Write.small(
            name(key), actor, (handle, logged) -> writer.remove(handle, logged, key, expected)));
  }

  Revision latestRevision(ContainerKey key) {
    Objects.requireNonNull(key);
    return transactions.query(name(key), handle -> floors.latest(handle, key));
  }

  Page list(
      OrganizationId owner, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    Objects.requireNonNull(owner);
    Objects.requireNonNull(filter);
    Limit.requirePositive(limit);
    return transactions.query(
        "containers", handle -> list.page(handle, owner, filter, after, limit));
  }

  List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(until);
    Limit.requirePositive(limit);
    return transactions.query("containers", handle -> due.page(handle, stage, until, after, limit));
  }

  List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    Limit.requirePositive(limit);
    return transactions.query("containers", handle -> reader.page(handle, after, limit));
  }
}
