package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.status;
import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogTrims.assertTrims;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries of keys, and the key revision. */
abstract class LogKeyRules extends LogRules {
  LogKeyRules(ChangeLogContract test) {
    super(test);
  }

  /**
   * L28: an entry of keys moves the key revision to its number, an entry of a container does not.
   */
  @Test
  protected void l28_changes_of_keys_move_the_key_revision() {
    Ports store = empty();
    write(store, ACME);
    assertKeyRevision(store, 1, 0);
    KeyRules.add(store.keys(), KeySamples.key(0));
    assertKeyRevision(store, 2, 2);
    write(store, ACME);
    assertKeyRevision(store, 3, 2);
    Status killed = status(null, false, true);
    changeStatus(store, ACTIVE, killed);
    assertKeyRevision(store, 4, 4);
    List<Change> entries = entries(store, ACME);
    Same.assertSame(
        "which entries are of keys",
        entries.stream().map(Change.OfKeys.class::isInstance).toList(),
        List.of(false, true, false, true));
  }

  private static void assertKeyRevision(Ports store, long number, long keyRevision) {
    LogHead head = head(store, ACME);
    Same.assertSame("number", head.last().sequence(), number);
    Same.assertSame("key revision at number " + number, head.keyRevision(), keyRevision);
  }

  /** L57: the key revision stays where it is after its entry was removed. */
  @Test
  protected void l57_the_key_revision_outlives_its_entry() {
    Ports store = empty();
    KeyRules.add(store.keys(), KeySamples.key(0));
    KeyRules.add(store.keys(), KeySamples.key(1));
    write(store, ACME);
    assertTrims(store, FOREVER, MANY, 2);
    Same.assertSame("key revision", head(store, ACME).keyRevision(), 2L);
    write(store, ACME);
    Same.assertSame("key revision", head(store, ACME).keyRevision(), 2L);
  }
}
