package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What there is to sweep, page by page. */
abstract class DueRules extends ContainerRules {
  DueRules(ContainerStoreContract test) {
    super(test);
  }

  /** C90: a container is due for release since the first of its media that are not released. */
  @Test
  protected void c90_a_container_is_due_for_release_since_the_first_of_its_media() {
    Container container =
        sweepable(
            numbered(1),
            entry("a", 1, Media.RELEASED),
            entry("b", 9, Media.HELD),
            entry("c", 4, Media.RELEASING),
            entry("d", 7, Media.HELD).withdraw());
    assertDue(Stage.RELEASE, container, time(4));
    assertDue(
        Stage.RELEASE,
        sweepable(numbered(1), entry("a", 3, Media.HELD), entry("b", 1, Media.RELEASED)),
        time(3));
  }

  /** C91: a container is due for forgetting since the first asset whose media are released. */
  @Test
  protected void c91_a_container_is_due_for_forgetting_since_the_first_that_is_stale() {
    assertDue(
        Stage.FORGET,
        sweepable(
            numbered(1),
            entry("a", 1, Media.HELD),
            entry("b", 9, Media.RELEASED),
            entry("c", 2, Media.RELEASING),
            entry("d", 7, Media.RELEASED).withdraw()),
        time(7));
  }

  /**
   * C92: a deleted container is due for forgetting since its deletion, for release by its media.
   */
  @Test
  protected void c92_a_deleted_container_is_due() {
    ContainerStore store = empty();
    create(store, deletedAt(6, numbered(1), entry("a", 3, Media.RELEASED).withdraw()));
    create(store, deletedAt(4, numbered(2)));
    create(store, deletedAt(5, numbered(3), entry("a", 2, Media.HELD).withdraw()));
    Same.assertSame(
        "due(FORGET)",
        Pages.next(store, Stage.FORGET, FOREVER, null, MANY),
        List.of(
            new Due(time(3), numbered(1)),
            new Due(time(4), numbered(2)),
            new Due(time(5), numbered(3))));
    Same.assertSame(
        "due(RELEASE)",
        Pages.next(store, Stage.RELEASE, FOREVER, null, MANY),
        List.of(new Due(time(2), numbered(3))));
  }

  /** C93: a container with nothing due is left out. */
  @Test
  protected void c93_what_has_nothing_due_is_left_out() {
    ContainerStore store = empty();
    create(store, sweepable(numbered(1)));
    create(store, container(numbered(2), 1, List.of(image(numbered(2), "slide-1"))));
    create(store, container(numbered(3), 1, List.of()));
    for (Stage stage : Stage.values()) {
      Same.assertSame(
          "due(" + stage + ")", Pages.next(store, stage, FOREVER, null, MANY), List.of());
    }
    create(store, sweepable(numbered(4), entry("a", 1, Media.HELD)));
    create(store, sweepable(numbered(5), entry("a", 1, Media.RELEASING)));
    create(store, sweepable(numbered(6), entry("a", 1, Media.RELEASED)));
    Same.assertSame(
        "due(FORGET)",
        keysOfDue(Pages.next(store, Stage.FORGET, FOREVER, null, MANY)),
        List.of(numbered(6)));
    Same.assertSame(
        "due(RELEASE)",
        keysOfDue(Pages.next(store, Stage.RELEASE, FOREVER, null, MANY)),
        List.of(numbered(4), numbered(5)));
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

  /** C97: every write moves or removes the entry of its container. */
  @Test
  protected void c97_an_entry_follows_every_write() {
    ContainerStore store = empty();
    ContainerKey key = numbered(1);
    create(store, dueAt(Stage.RELEASE, 2, time(50)));
    create(store, dueAt(Stage.FORGET, 2_000, time(50)));
    SupersededAsset a = entry("a", 10, Media.HELD);
    SupersededAsset b = entry("b", 60, Media.HELD);
    SupersededAsset releasedA = a.with(Media.RELEASED);
    Container last = revision(1, key);
    create(store, last);
    assertEntry(store, key, null, null);
    last = followed(store, last, revision(2, key, a, b), time(10), null);
    last = followed(store, last, revision(3, key, a.with(Media.RELEASING), b), time(10), null);
    last = followed(store, last, revision(4, key, releasedA, b), time(60), time(10));
    last =
        followed(store, last, revision(5, key, releasedA, b.with(Media.RELEASED)), null, time(10));
    last = followed(store, last, revision(6, key, b.with(Media.RELEASED)), null, time(60));
    last = followed(store, last, revision(7, key), null, null);
    last = followed(store, last, revision(8, key, b.withdraw()), time(60), null);
    last = followed(store, last, withRevision(9, deletedAt(70, key)), null, time(70));
    last = followed(store, last, revision(10, key), null, null);
    assertThat(store.remove(key, last.revision())).isEqualTo(Swap.DONE);
    assertEntry(store, key, null, null);
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

  /** C99: while others write, each entry of a container that nobody writes appears exactly once. */
  @Test
  @Tag(Racing.TAG)
  protected void c99_beside_writers_every_quiet_entry_appears_once() {
    ContainerStore store = empty();
    List<Due> quiet = new ArrayList<>();
    for (int i = 0; i < BusyNeighbour.QUIET; i++) {
      create(store, BusyNeighbour.quiet(i));
      quiet.add(new Due(BusyNeighbour.time(2 * i), numbered(2 * i)));
    }
    Racing.whileWriting(
        new BusyNeighbour(store),
        List.of(
            () ->
                Same.assertSame(
                    "due",
                    Pages.due(store, Stage.RELEASE, FOREVER, 4).stream()
                        .filter(quiet::contains)
                        .toList(),
                    quiet)));
  }

  private void assertDue(Stage stage, Container container, Instant since) {
    ContainerStore store = empty();
    create(store, container);
    List<Due> expected = List.of(new Due(since, container.key()));
    Same.assertSame("due(" + stage + ")", Pages.next(store, stage, FOREVER, null, MANY), expected);
  }

  private static Container followed(
      ContainerStore store,
      Container last,
      Container next,
      @Nullable Instant heldSince,
      @Nullable Instant staleSince) {
    replace(store, last, next);
    assertEntry(store, next.key(), heldSince, staleSince);
    return next;
  }

  /** Checks the container's own entries, beside others that stay. */
  private static void assertEntry(
      ContainerStore store,
      ContainerKey key,
      @Nullable Instant heldSince,
      @Nullable Instant staleSince) {
    assertEntry(store, Stage.RELEASE, new Due(time(50), numbered(2)), key, heldSince);
    assertEntry(store, Stage.FORGET, new Due(time(50), numbered(2_000)), key, staleSince);
  }

  private static void assertEntry(
      ContainerStore store, Stage stage, Due other, ContainerKey key, @Nullable Instant since) {
    List<Due> expected = new ArrayList<>(List.of(other));
    if (since != null) {
      expected.add(new Due(since, key));
    }
    Collections.sort(expected);
    Same.assertSame("due(" + stage + ")", Pages.next(store, stage, FOREVER, null, MANY), expected);
  }

  private Container dueAt(Stage stage, int number, Instant since) {
    return dueAt(stage, numbered(number), since);
  }

  /** A container that is due for one stage only. */
  private Container dueAt(Stage stage, ContainerKey key, Instant since) {
    Media media = stage == Stage.RELEASE ? Media.HELD : Media.RELEASED;
    return sweepable(key, new SupersededAsset(asset("a"), 0, new Revision(1), since, false, media));
  }

  private Container sweepable(ContainerKey key, SupersededAsset... superseded) {
    return container(key, 1, List.of(image(key, "now")), superseded);
  }

  private Container revision(long revision, ContainerKey key, SupersededAsset... superseded) {
    return container(key, revision, List.of(image(key, "now")), superseded);
  }

  private static Container deletedAt(int time, ContainerKey key, SupersededAsset... superseded) {
    return new Container(
        key,
        new Revision(1),
        CREATED,
        ContainerDetails.COMPLETED,
        List.of(),
        List.of(superseded),
        time(time));
  }

  private SupersededAsset entry(String id, int time, Media media) {
    return new SupersededAsset(asset(id), 0, new Revision(1), time(time), false, media);
  }

  private Asset asset(String id) {
    return image(CONTAINER, id);
  }

  private static Instant time(int seconds) {
    return CREATED.plusSeconds(seconds);
  }

  private static List<ContainerKey> keysOfDue(List<Due> due) {
    return due.stream().map(Due::key).toList();
  }

  private static ContainerKey key(OrganizationId organization, String first, long low) {
    UUID high = UUID.fromString(first + "-0000-0000-0000-000000000000");
    return new ContainerKey(
        organization, new ContainerId(new UUID(high.getMostSignificantBits(), low)));
  }
}
