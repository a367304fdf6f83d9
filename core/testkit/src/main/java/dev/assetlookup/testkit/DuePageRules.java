package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Order and pages of what there is to sweep. */
abstract class DuePageRules extends SweepRules {
  DuePageRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C94: the time asked for is included, to the microsecond. */
  @Test
  protected void c94_the_time_asked_for_is_included() {
    for (Stage stage : Stage.values()) {
      ContainerStore store = empty();
      create(store, dueAt(stage, 1, CREATED));
      create(store, dueAt(stage, 2, CREATED.plus(MICROSECOND)));
      Same.assertSame(
          "due", Pages.next(store, stage, CREATED.minus(MICROSECOND), null, MANY), List.of());
      Same.assertSame(
          "due", Pages.next(store, stage, CREATED.minusNanos(1), null, MANY), List.of());
      Same.assertSame(
          "due", keysOfDue(Pages.next(store, stage, CREATED, null, MANY)), List.of(numbered(1)));
      Same.assertSame(
          "due",
          keysOfDue(Pages.next(store, stage, CREATED.plusNanos(999), null, MANY)),
          List.of(numbered(1)));
      Same.assertSame(
          "due",
          keysOfDue(Pages.next(store, stage, CREATED.plus(MICROSECOND), null, MANY)),
          List.of(numbered(1), numbered(2)));
      Same.assertSame(
          "due",
          Pages.next(store, stage, Instant.EPOCH.minusSeconds(86_400), null, MANY),
          List.of());
    }
  }

  /** C95: the longest due comes first, then the lower key, across organizations. */
  @Test
  protected void c95_the_longest_due_comes_first() {
    List<Due> expected = new ArrayList<>();
    expected.add(new Due(CREATED.minus(MICROSECOND), key(OTHER, "ffffffff", 0)));
    for (String organization : List.of("-b", "0", "Z", "_a", "a", "a-", "aB", "aa")) {
      expected.add(new Due(CREATED, key(new OrganizationId(organization), "80000000", 0)));
    }
    for (String first : List.of("00000000", "0fffffff", "7fffffff", "80000000", "ffffffff")) {
      for (long low : List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L)) {
        expected.add(new Due(CREATED, key(ACME, first, low)));
      }
    }
    expected.add(new Due(CREATED.plus(MICROSECOND), key(ACME, "00000000", 1)));
    expected.add(new Due(CREATED.plusSeconds(1), key(new OrganizationId("-"), "00000000", 0)));
    for (Stage stage : Stage.values()) {
      ContainerStore store = empty();
      List<Due> shuffled = new ArrayList<>(expected);
      Collections.shuffle(shuffled, new Random(95));
      shuffled.forEach(due -> create(store, dueAt(stage, due.key(), due.since())));
      Same.assertSame("due", Pages.next(store, stage, FOREVER, null, MANY), expected);
      Same.assertSame("due", Pages.due(store, stage, FOREVER, 3), expected);
    }
  }

  /** C96: pages of any length give every entry once, and none is longer than its limit. */
  @Test
  protected void c96_pages_of_any_length_give_each_entry_once() {
    for (Stage stage : Stage.values()) {
      ContainerStore store = empty();
      List<Due> expected = new ArrayList<>();
      for (int i = 0; i < 21; i++) {
        ContainerKey key = new ContainerKey(i % 3 == 0 ? OTHER : ACME, numbered(i).container());
        Container container = dueAt(stage, key, CREATED.plusNanos(1_000L * (i % 5)));
        create(store, container);
        expected.add(new Due(CREATED.plusNanos(1_000L * (i % 5)), key));
      }
      create(store, dueAt(stage, 99, CREATED.plusSeconds(1)));
      Collections.sort(expected);
      for (int limit : List.of(1, 2, 7, 20, 21, 22, MANY)) {
        Same.assertSame(
            "due in pages of " + limit,
            Pages.due(store, stage, CREATED.plusNanos(4_000), limit),
            expected);
      }
    }
  }

  /** C98: what is swept or written between two pages does not disturb the other entries. */
  @Test
  protected void c98_writes_between_pages_of_what_is_due_do_not_disturb() {
    for (Stage stage : Stage.values()) {
      ContainerStore store = empty();
      for (int i = 10; i <= 50; i += 10) {
        create(store, dueAt(stage, i, time(i)));
      }
      List<Due> page = Pages.next(store, stage, time(90), null, 2);
      Same.assertSame("due", keysOfDue(page), List.of(numbered(10), numbered(20)));

      replace(store, dueAt(stage, 10, time(10)), revision(2, numbered(10)));
      assertThat(store.remove(numbered(20), new Revision(1))).isEqualTo(Swap.DONE);
      create(store, anew(store, dueAt(stage, 15, time(15))));
      create(store, anew(store, dueAt(stage, 25, time(25))));
      page = Pages.next(store, stage, time(90), page.get(1), 3);
      Same.assertSame("due", keysOfDue(page), List.of(numbered(25), numbered(30), numbered(40)));
      Same.assertSame(
          "due",
          keysOfDue(Pages.next(store, stage, time(90), page.get(2), 3)),
          List.of(numbered(50)));
    }
  }

  private static ContainerKey key(OrganizationId organization, String first, long low) {
    UUID high = UUID.fromString(first + "-0000-0000-0000-000000000000");
    return new ContainerKey(
        organization, new ContainerId(new UUID(high.getMostSignificantBits(), low)));
  }
}
