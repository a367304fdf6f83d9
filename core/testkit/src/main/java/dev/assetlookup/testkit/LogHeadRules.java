package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogPages.heads;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far logs have come. */
abstract class LogHeadRules extends LogRules {
  private static final OrganizationId SILENT = new OrganizationId("org_silent");

  LogHeadRules(ChangeLogContract test) {
    super(test);
  }

  /** L40: heads come in the order asked, also of those asked for twice, or that nobody wrote to. */
  @Test
  protected void l40_heads_come_in_the_order_asked() {
    Ports store = empty();
    write(store, ACME, 3);
    write(store, OTHER, 1);
    LogHead acme = head(store, ACME);
    LogHead other = head(store, OTHER);
    assertThat(acme.last().sequence()).isEqualTo(3);
    assertThat(other.last().sequence()).isEqualTo(1);
    Same.assertSame(
        "heads",
        heads(store, OTHER, SILENT, ACME, OTHER, SILENT),
        List.of(other, LogHead.EMPTY, acme, other, LogHead.EMPTY));
    Same.assertSame("heads", heads(store, ACME, OTHER), List.of(acme, other));
  }

  /** L41: no organization has no head. */
  @Test
  protected void l41_of_no_organization_there_is_no_head() {
    Ports store = empty();
    write(store, ACME);
    Same.assertSame("heads of nobody", heads(store), List.of());
  }

  /** L42: heads are complete, however many organizations are asked for. */
  @Test
  protected void l42_heads_of_very_many_organizations_are_complete() {
    Ports store = empty();
    write(store, ACME);
    write(store, OTHER, 2);
    List<OrganizationId> asked = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      asked.add(i == 700 ? ACME : i == 1_499 ? OTHER : new OrganizationId("org_" + i));
    }
    List<LogHead> heads = store.log().heads(asked).orElseThrow();
    Same.assertSame("count of heads", heads.size(), asked.size());
    Same.assertSame("head in the middle", heads.get(700), head(store, ACME));
    Same.assertSame("last head", heads.get(1_499), head(store, OTHER));
    Same.assertSame("heads that differ", heads.stream().distinct().count(), 3L);
  }

  /** L43: another instance sees at once what one instance writes. */
  @Test
  protected void l43_another_instance_sees_every_change_at_once() {
    Ports writing = empty();
    Ports reading = other(writing);
    Same.assertSame("head before", head(reading, ACME), LogHead.EMPTY);
    for (int number = 1; number <= 3; number++) {
      write(writing, ACME);
      LogHead head = head(reading, ACME);
      Same.assertSame("number", head.last().sequence(), (long) number);
      Same.assertSame("head", head(writing, ACME), head);
      List<Change> entries = entries(reading, ACME);
      Same.assertSame("entries", entries.size(), number);
      Same.assertSame("last entry", entries.get(number - 1).position(), head.last());
    }
    write(reading, ACME);
    Same.assertSame("number", head(writing, ACME).last().sequence(), 4L);
  }
}
