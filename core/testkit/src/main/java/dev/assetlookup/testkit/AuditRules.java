package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the rules about an audit trail share: stores, writes and pages. */
abstract class AuditRules extends DatedRules<Ports> {
  static final int MANY = 1_000;
  static final Actor OPERATOR = Actor.operator("root");

  private static final Duration SECOND = Duration.ofSeconds(1);
  // Whatever a trail does: a page that leads nowhere must end the test.
  private static final int MOST_PAGES = 1_000;

  AuditRules(AuditTrailContract test) {
    super(test);
  }

  /** Writes a container of an organization once more, a second later. */
  final void write(Ports store, OrganizationId organization) {
    test.clock.advance(SECOND);
    LogRules.writeNext(store.containers().writtenBy(OPERATOR), organization);
  }

  final void write(Ports store, OrganizationId organization, int times) {
    for (int i = 0; i < times; i++) {
      write(store, organization);
    }
  }

  static void swap(Ports store, Container next, Revision expected) {
    assertThat(store.containers().writtenBy(OPERATOR).swap(next, expected)).isEqualTo(Swap.DONE);
  }

  /** All entries of an organization, newest first, in pages of at most {@code limit}. */
  static List<AuditEntry> entries(Ports store, OrganizationId organization, int limit) {
    return entries(store, organization, limit, () -> {});
  }

  /** The same, with something done after each page. */
  static List<AuditEntry> entries(
      Ports store, OrganizationId organization, int limit, Runnable between) {
    List<AuditEntry> entries = new ArrayList<>();
    LogPosition before = null;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      AuditTrail.Entries page = store.trail().entries(organization, before, limit);
      assertThat(page.entries().size()).as("entries of a page").isLessThanOrEqualTo(limit);
      assertThat(page.unreadable()).as("unreadable entries").isEmpty();
      entries.addAll(page.entries());
      before = page.next();
      if (before == null) {
        return entries;
      }
      between.run();
    }
    throw new AssertionError("after " + MOST_PAGES + " pages there is still a next one");
  }

  static List<AuditEntry> entries(Ports store) {
    return entries(store, ACME, MANY);
  }

  static List<Deed> deeds(Ports store) {
    return entries(store).stream().map(AuditEntry::deed).toList();
  }

  /** The revisions after the writes of {@link #write}, which tell its entries apart. */
  static List<Long> revisions(List<AuditEntry> entries) {
    return entries.stream()
        .map(entry -> (Deed.ToContainer) entry.deed())
        .map(deed -> deed.after() == null ? 0 : deed.after().number())
        .toList();
  }
}
