package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** What the rules about a change log share: stores, writes, and reading on to the end. */
abstract class LogRules {
  static final int MANY = 1_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  final ChangeLogContract test;

  LogRules(ChangeLogContract test) {
    this.test = test;
  }

  final Ports empty() {
    return test.opened.add(Factory.make(test::emptyStore));
  }

  final Ports other(Ports first) {
    return test.opened.add(Factory.make(() -> test.another(first)));
  }

  final void requireSetClock() {
    Assumptions.assumeTrue(test.takesClock(), "the store has a clock of its own");
  }

  /** Writes a container of an organization once more, a second later. */
  final void write(Ports store, OrganizationId organization) {
    test.clock.advance(SECOND);
    ContainerKey key = containerOf(organization);
    Revision stored = store.containers().read(key).map(Container::revision).orElse(Revision.NONE);
    swap(store, Samples.container(key, stored.next().number(), List.of()), stored);
  }

  final void write(Ports store, OrganizationId organization, int times) {
    for (int i = 0; i < times; i++) {
      write(store, organization);
    }
  }

  static ContainerKey containerOf(OrganizationId organization) {
    return new ContainerKey(organization, new ContainerId(new UUID(3, 1)));
  }

  static void create(Ports store, Container container) {
    swap(store, container, Revision.NONE);
  }

  static void replace(Ports store, Container before, Container next) {
    swap(store, next, before.revision());
  }

  static void swap(Ports store, Container next, Revision expected) {
    assertThat(store.containers().swap(next, expected)).isEqualTo(Swap.DONE);
  }

  static void remove(Ports store, Container stored) {
    assertThat(store.containers().remove(stored.key(), stored.revision())).isEqualTo(Swap.DONE);
  }

  static void changeStatus(Ports store, Status expected, Status next) {
    assertThat(store.keys().changeKeyStatus(KeyRules.ID, expected, next)).isTrue();
  }

  static LogHead head(Ports store, OrganizationId organization) {
    return heads(store, organization).get(0);
  }

  static List<LogHead> heads(Ports store, OrganizationId... organizations) {
    return store.log().heads(List.of(organizations)).orElseThrow();
  }

  /** All entries of an organization whose first one is kept. */
  static List<Change> entries(Ports store, OrganizationId organization) {
    return entries(store, organization, LogPosition.START, MANY);
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

  static void assertNotKept(
      Ports store, OrganizationId organization, LogPosition after, LogHead head) {
    Same.assertSame(
        "changes after " + after,
        store.log().changes(organization, after, MANY),
        new Changes.NotKept(head));
  }

  /** The last entry, which is of a container. */
  static ContainerChange lastChange(Ports store) {
    List<Change> entries = entries(store, ACME);
    Change last = entries.get(entries.size() - 1);
    assertThat(last).as("the last entry").isInstanceOf(Change.OfContainer.class);
    return ((Change.OfContainer) last).change();
  }

  /** Does something that this thread's transaction is no part of. */
  static <T> T inAnotherThread(Supplier<T> action) {
    return Racing.race(1, i -> action.get()).get(0);
  }

  static Asset image(String id) {
    return image(id, id);
  }

  static Asset image(String id, String file) {
    return new Asset(new AssetId(id), descriptor(file).build());
  }

  static AssetDescriptor.Builder descriptor(String file) {
    MediaUrl url = new MediaUrl("https://media.example.com/" + file + ".png");
    return AssetDescriptor.at(url).kind(Kind.IMAGE);
  }

  static List<Asset> images(String... ids) {
    return Arrays.stream(ids).map(LogRules::image).toList();
  }
}
