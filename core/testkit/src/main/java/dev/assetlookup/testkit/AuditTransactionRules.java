package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed.Action;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Transactions of the caller's. Skipped where {@link AuditTrailContract#begin} is not overridden.
 */
abstract class AuditTransactionRules extends AuditRules {
  AuditTransactionRules(AuditTrailContract test) {
    super(test);
  }

  /** One that is open, with a container replaced and a key added. */
  private Transaction writing(Ports store) {
    Transaction transaction = Factory.make(() -> test.begin(store));
    write(store, ACME);
    KeyRules.add(store.keys(), KeySamples.key(0));
    return transaction;
  }

  /**
   * A30: what is rolled back was never there.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void a30_what_is_rolled_back_leaves_no_entry() throws Exception {
    Ports store = empty();
    Ports reading = other(store);
    write(store, ACME);
    List<AuditEntry> before = entries(store);
    Transaction transaction = writing(store);
    transaction.rollback();
    Same.assertSame("entries", entries(store), before);
    Same.assertSame("entries for another", entries(reading), before);
  }

  /**
   * A31: what is not committed shows to nobody else, and all of it once it is.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void a31_what_is_not_committed_shows_to_nobody() throws Exception {
    Ports store = empty();
    Ports reading = other(store);
    write(store, ACME);
    List<AuditEntry> before = entries(store);
    Transaction transaction = writing(store);
    Same.assertSame("entries for another", Racing.inAnotherThread(() -> entries(reading)), before);
    transaction.commit();
    Same.assertSame(
        "actions",
        entries(reading).stream().map(entry -> entry.deed().action()).toList(),
        List.of(Action.KEY_MINTED, Action.CONTAINER_REPLACED, Action.CONTAINER_PUBLISHED));
  }
}
