package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A null, which is a mistake of the caller. */
abstract class LogNullRules extends LogRules {
  LogNullRules(ChangeLogContract test) {
    super(test);
  }

  /** L80: a null is the caller's mistake: it gives a NullPointerException and changes nothing. */
  @Test
  protected void l80_null_is_the_callers_mistake() {
    Ports store = empty();
    ChangeLog log = store.log();
    for (int writes = 0; writes < 2; writes++) {
      LogHead head = head(store, ACME);
      assertRefusesNull("heads(null)", () -> log.heads(nothing()));
      List<OrganizationId> asked = new ArrayList<>(List.of(ACME));
      asked.add(nothing());
      assertRefusesNull("heads of null among others", () -> log.heads(asked));
      assertRefusesNull("changes(null, after)", () -> log.changes(nothing(), LogPosition.START, 1));
      assertRefusesNull("changes(organization, null)", () -> log.changes(ACME, nothing(), 1));
      assertRefusesNull("trim(null)", () -> log.trim(nothing(), 1));
      assertRefusesNull("listen(null)", () -> log.listen(nothing()));
      Same.assertSame("head", head(store, ACME), head);
      write(store, ACME);
    }
  }
}
