package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Transactions of the caller's. Skipped where {@link ChangeLogContract#begin} is not overridden.
 */
abstract class LogTransactionRules extends LogRules {
  LogTransactionRules(ChangeLogContract test) {
    super(test);
  }

  /**
   * L60: what is rolled back leaves no entry, and its number is that of the next write.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void l60_what_is_rolled_back_leaves_nothing() throws Exception {
    UnderWay writes = writing();
    writes.transaction().rollback();
    for (Ports each : writes.stores()) {
      Same.assertSame("head after the rollback", head(each, ACME), writes.head());
      Same.assertSame("entries after the rollback", entries(each, ACME), writes.entries());
    }
    write(writes.stores().get(0), ACME);
    for (Ports each : writes.stores()) {
      Same.assertSame("number of the next write", head(each, ACME).last().sequence(), 3L);
      Same.assertSame("entries", entries(each, ACME).subList(0, 2), writes.entries());
    }
  }

  /**
   * L61: what is not committed shows to nobody else, and all of it once it is, in order.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void l61_what_is_not_committed_shows_to_nobody() throws Exception {
    UnderWay writes = writing();
    for (Ports each : writes.stores()) {
      Same.assertSame("head before", Racing.inAnotherThread(() -> head(each, ACME)), writes.head());
      Same.assertSame(
          "entries before", Racing.inAnotherThread(() -> entries(each, ACME)), writes.entries());
    }
    writes.transaction().commit();
    for (Ports each : writes.stores()) {
      List<Change> all = entries(each, ACME);
      Same.assertSame("entries", all.size(), 5);
      Same.assertSame(
          "which entries are of keys",
          all.stream().map(Change.OfKeys.class::isInstance).toList(),
          List.of(false, true, false, true, false));
      Same.assertSame("head", head(each, ACME), new LogHead(all.get(4).position(), 4));
    }
  }

  /**
   * A transaction that has written.
   *
   * @param stores the one that writes, and another
   * @param head what it was before
   * @param entries what they were before
   */
  private record UnderWay(
      List<Ports> stores, LogHead head, List<Change> entries, Transaction transaction) {}

  /** Two entries are there, of a container and of a key; the transaction writes three more. */
  private UnderWay writing() {
    Ports store = empty();
    List<Ports> stores = List.of(store, other(store));
    write(store, ACME);
    KeyRules.add(store.keys(), KeySamples.key(0));
    LogHead head = head(store, ACME);
    List<Change> entries = entries(store, ACME);
    Transaction transaction = begin(store);
    writeSome(store);
    return new UnderWay(stores, head, entries, transaction);
  }

  private void writeSome(Ports store) {
    write(store, ACME);
    changeStatus(store, ACTIVE, KeySamples.KILLED);
    write(store, ACME);
  }

  /**
   * L63: within a transaction that has written there is no head, and after it there is one.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void l63_a_transaction_that_has_written_knows_no_head() throws Exception {
    Ports store = empty();
    for (int i = 0; i < 2; i++) {
      Transaction transaction = begin(store);
      write(store, ACME);
      Same.assertSame("heads", store.log().heads(List.of(ACME)), Optional.empty());
      Same.assertSame("heads", store.log().heads(List.of(OTHER, ACME)), Optional.empty());
      if (i == 0) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
      Same.assertSame("number", head(store, ACME).last().sequence(), 1L);
    }
  }
}
