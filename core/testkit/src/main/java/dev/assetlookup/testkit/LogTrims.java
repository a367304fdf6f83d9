package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Instant;
import java.util.List;

/** Trims a log, and checks what is left. */
final class LogTrims {
  private LogTrims() {}

  static Instant timeOf(List<Change> entries, int index) {
    return entries.get(index).position().at();
  }

  /** Trims until nothing is left to remove. */
  static void assertTrims(Ports store, Instant before, int limit, int expected) {
    int sum = 0;
    while (true) {
      int removed = store.log().trim(before, limit);
      assertThat(removed).as("removed by a limit of " + limit).isBetween(0, limit);
      sum += removed;
      // One that removes for ever must not be waited for.
      if (removed == 0 || sum > expected) {
        Same.assertSame("removed in all", sum, expected);
        return;
      }
    }
  }

  /** The places behind what was removed are not kept, from all others one can read on. */
  static void assertKept(
      Ports store, OrganizationId organization, List<Change> entries, int removed) {
    LogHead head = LogPages.head(store, organization);
    for (int i = -1; i < entries.size(); i++) {
      LogPosition after = i < 0 ? LogPosition.START : entries.get(i).position();
      boolean isKept = i < 0 ? removed == 0 : i >= removed;
      if (isKept) {
        Same.assertSame(
            "entries after number " + (i + 1),
            LogPages.entries(store, organization, after, LogRules.MANY),
            entries.subList(i + 1, entries.size()));
      } else {
        assertNotKept(store, organization, after, head);
      }
    }
  }

  static void assertNotKept(
      Ports store, OrganizationId organization, LogPosition after, LogHead head) {
    Same.assertSame(
        "changes after " + after,
        store.log().changes(organization, after, LogRules.MANY),
        new Changes.NotKept(head));
  }
}
