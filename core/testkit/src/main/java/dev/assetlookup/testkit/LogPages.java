package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.List;

/** Reads a log on over short pages, and checks what every page promises. */
final class LogPages {
  private LogPages() {}

  static LogHead head(Ports store, OrganizationId organization) {
    return heads(store, organization).get(0);
  }

  static List<LogHead> heads(Ports store, OrganizationId... organizations) {
    return store.log().heads(List.of(organizations)).orElseThrow();
  }

  /** All entries of an organization whose first one is kept. */
  static List<Change> entries(Ports store, OrganizationId organization) {
    return entries(store, organization, LogPosition.START, LogRules.MANY);
  }

  /** All entries after a place that is kept, in pages of at most {@code limit}. */
  static List<Change> entries(
      Ports store, OrganizationId organization, LogPosition after, int limit) {
    List<Change> entries = new ArrayList<>();
    LogPosition last = after;
    while (true) {
      List<Change> page = page(store, organization, last, limit).changes();
      if (page.isEmpty()) {
        return entries;
      }
      entries.addAll(page);
      last = page.get(page.size() - 1).position();
    }
  }

  /** One page after a place that is kept; its entries have the numbers that follow. */
  static Changes.Page page(Ports store, OrganizationId organization, LogPosition after, int limit) {
    Changes changes = store.log().changes(organization, after, limit);
    assertThat(changes).as("changes after " + after).isInstanceOf(Changes.Page.class);
    Changes.Page page = (Changes.Page) changes;
    assertThat(page.changes().size()).as("entries of a page").isLessThanOrEqualTo(limit);
    long number = after.sequence();
    for (Change change : page.changes()) {
      number++;
      assertThat(change.position().sequence())
          .as("number of an entry of the page after " + after)
          .isEqualTo(number);
    }
    assertThat(page.head().last().sequence())
        .as("the head of a page is not before its end")
        .isGreaterThanOrEqualTo(number);
    return page;
  }

  /** The last entry, which is of a container. */
  static ContainerChange lastChange(Ports store) {
    List<Change> entries = entries(store, ACME);
    Change last = entries.get(entries.size() - 1);
    assertThat(last).as("the last entry").isInstanceOf(Change.OfContainer.class);
    return ((Change.OfContainer) last).change();
  }
}
