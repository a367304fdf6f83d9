package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What there is to sweep, page by page. */
abstract class DueRules extends SweepRules {
  DueRules(ContainerStoreSetup test) {
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
}
