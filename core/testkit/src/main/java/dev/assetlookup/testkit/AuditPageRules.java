package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages, newest first. */
abstract class AuditPageRules extends AuditRules {
  private static final int RACES = 4;

  AuditPageRules(AuditTrailContract test) {
    super(test);
  }

  /** A10: the newest is first. */
  @Test
  protected void a10_the_newest_is_first() {
    Ports store = empty();
    Same.assertSame("entries of a silent organization", entries(store), List.of());
    write(store, ACME, 4);
    Same.assertSame("revisions", revisions(entries(store)), List.of(4L, 3L, 2L, 1L));
  }

  /** A11: where a clock was set back, the last appended is first none the less. */
  @Test
  protected void a11_order_is_not_by_the_clock() {
    Ports store = writtenByAClockThatGoesBack();
    for (int limit : new int[] {1, 2, MANY}) {
      Same.assertSame(
          "revisions", revisions(entries(store, ACME, limit)), List.of(5L, 4L, 3L, 2L, 1L));
    }
  }

  /**
   * Writes five times, the third and the fourth time by a clock that was set back.
   *
   * @return the store
   */
  protected final Ports writtenByAClockThatGoesBack() {
    requireSetClock();
    Ports store = empty();
    write(store, ACME, 2);
    Instant time = test.clock.instant();
    test.clock.set(time.minus(Duration.ofDays(1)));
    write(store, ACME, 2);
    test.clock.set(time);
    write(store, ACME);
    return store;
  }

  /** A12: pages of any size show each entry once. */
  @Test
  protected void a12_pages_of_any_size_show_each_entry_once() {
    Ports store = empty();
    write(store, ACME, 7);
    List<AuditEntry> all = entries(store);
    for (int limit : new int[] {1, 2, 3, 6, 7, 8, Integer.MAX_VALUE}) {
      Same.assertSame("entries by " + limit, entries(store, ACME, limit), all);
    }
  }

  /** A13: what is appended between pages is in none of them, and hides nothing. */
  @Test
  protected void a13_what_is_appended_meanwhile_hides_nothing() {
    Ports store = empty();
    Ports writing = other(store);
    write(store, ACME, 5);
    List<AuditEntry> all = entries(store);
    Same.assertSame("entries by 2", entries(store, ACME, 2, () -> write(writing, ACME)), all);
  }

  /** A14: what is trimmed between pages hides nothing else, and pages come to an end. */
  @Test
  protected void a14_what_is_trimmed_meanwhile_hides_nothing_else() {
    requireSetClock();
    Ports store = empty();
    Ports trimming = other(store);
    write(store, ACME, 6);
    List<AuditEntry> all = entries(store);
    Instant third = all.get(3).position().at();
    Same.assertSame(
        "entries by 2",
        entries(store, ACME, 2, () -> trimming.trail().trimEntries(third, MANY)),
        all.subList(0, 4));
    LogPosition gone = all.get(5).position();
    Same.assertSame(
        "entries before one that is gone",
        store.trail().entries(ACME, gone, MANY).entries(),
        List.of());
    trimming.trail().trimEntries(FOREVER, MANY);
    Same.assertSame("entries", entries(store), List.of());
  }

  /** A15: an organization sees its own entries alone, however alike the names. */
  @Test
  protected void a15_organizations_are_apart() {
    Ports store = empty();
    List<String> names =
        List.of("org", "ORG", "org_", "org_acm", "org.acme", "org-acme", "org1acme");
    write(store, ACME, 2);
    write(store, OTHER, 1);
    for (String name : names) {
      write(store, new OrganizationId(name));
    }
    Same.assertSame("of one", revisions(entries(store)), List.of(2L, 1L));
    Same.assertSame("of another", revisions(entries(store, OTHER, MANY)), List.of(1L));
    for (String name : names) {
      Same.assertSame(
          "of " + name, revisions(entries(store, new OrganizationId(name), 1)), List.of(1L));
    }
    LogPosition newest = entries(store).get(0).position();
    assertThat(store.trail().entries(OTHER, newest, MANY).entries())
        .as("of another by a foreign position")
        .allMatch(entry -> entries(store, OTHER, MANY).contains(entry));
  }

  /** A16: of writers that race, each that was done has its entry, once. */
  @Test
  @Tag(Racing.TAG)
  protected void a16_each_racing_write_has_its_entry_once() {
    Ports store = empty();
    Ports another = other(store);
    Racing.race(
        Racing.RACERS,
        racer -> {
          for (int i = 0; i < RACES; i++) {
            swap(
                racer % 2 == 0 ? store : another,
                Samples.container(Samples.numbered(racer), i + 1L, List.of()),
                new Revision(i));
          }
          return racer;
        });
    assertThat(revisions(entries(store, ACME, 3)))
        .as("revisions")
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, RACES)
                .boxed()
                .flatMap(i -> LongStream.range(0, Racing.RACERS).mapToObj(racer -> i))
                .toList());
    assertThat(entries(store)).as("entries").doesNotHaveDuplicates();
  }
}
