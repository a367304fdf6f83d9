package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.assertUnavailable;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An unreachable storage, and a null. */
abstract class AuditFailureRules extends AuditRules {
  AuditFailureRules(AuditTrailContract test) {
    super(test);
  }

  /**
   * A40: if the storage does not answer, each call throws a StoreUnavailableException and nothing
   * of the driver's. Skipped where {@link AuditTrailContract#disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void a40_an_unreachable_storage_is_reported_as_such() throws Exception {
    Ports store = empty();
    write(store, ACME);
    test.disconnect(store);
    assertUnavailable("entries", () -> store.trail().entries(ACME, null, 1));
    assertUnavailable("trimEntries", () -> store.trail().trimEntries(FOREVER, 1));
  }

  /** A41: a null is the caller's mistake: it gives a NullPointerException and changes nothing. */
  @Test
  protected void a41_null_is_the_callers_mistake() {
    Ports store = empty();
    for (int writes = 0; writes < 2; writes++) {
      List<AuditEntry> entries = entries(store);
      assertRefusesNull("entries(null)", () -> store.trail().entries(nothing(), null, 1));
      assertRefusesNull("trimEntries(null)", () -> store.trail().trimEntries(nothing(), 1));
      assertRefusesNull("writtenBy(null)", () -> store.containers().writtenBy(nothing()));
      assertRefusesNull("changedBy(null)", () -> store.keys().changedBy(nothing()));
      Same.assertSame("entries", entries(store), entries);
      write(store, ACME);
    }
  }
}
