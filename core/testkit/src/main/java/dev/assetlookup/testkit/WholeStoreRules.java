package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every call answers after one write. */
abstract class WholeStoreRules extends ContainerRules {
  // More than any round number that a store might stop at.
  private static final int VERY_MANY = 130;
  private static final AssetId SLIDE = new AssetId("slide-1");

  WholeStoreRules(ContainerStoreContract test) {
    super(test);
  }

  /** C20: what was never written is nowhere. */
  @Test
  protected void c20_what_was_never_written_is_nowhere() {
    ContainerStore store = empty();
    assertNotRead(store, CONTAINER);
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_CONTAINER);
    Same.assertSame("scan", Pages.scan(store, 10), List.of());
  }

  /** C34: a swap of an unknown container from a revision is stale and creates nothing. */
  @Test
  protected void c34_a_swap_of_an_unknown_container_is_stale() {
    ContainerStore store = empty();
    Container next = container(2, List.of(image(CONTAINER, "slide-1")));
    assertThat(store.swap(next, new Revision(1))).isEqualTo(Swap.STALE);
    assertNotRead(store, CONTAINER);
    assertFind(store, CONTAINER, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    Same.assertSame("scan", Pages.scan(store, 10), List.of());
  }

  /** C64: a removed container leaves no trace in any answer; its neighbours stay whole. */
  @Test
  protected void c64_a_removed_container_leaves_no_trace() {
    ContainerStore store = empty();
    Container removed = eventful(CONTAINER);
    Container neighbour = eventful(numbered(1));
    Container namesake = eventful(new ContainerKey(OTHER, CONTAINER.container()));
    List.of(removed, neighbour, namesake).forEach(container -> create(store, container));
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.DONE);

    assertAbsent(store, removed);
    for (Container other : List.of(neighbour, namesake)) {
      assertRead(store, other.key(), other);
      assertFinds(store, other.key(), other.assets());
    }
    assertThat(Pages.scan(store, MANY))
        .extracting(Scanned::key)
        .isEqualTo(keys(neighbour, namesake));
    assertThat(Pages.list(store, ACME, ContainerFilter.ALL, MANY))
        .extracting(Listed::position)
        .extracting(position -> position.container())
        .containsExactly(neighbour.key().container());
    for (Stage stage : Stage.values()) {
      assertThat(Pages.due(store, stage, FOREVER, MANY))
          .as(stage.name())
          .extracting(Due::key)
          .isEqualTo(keys(neighbour, namesake));
    }
  }

  /** C67: a removed container is unknown: it can be created, and has nothing of the old one. */
  @Test
  protected void c67_a_removed_container_can_be_created() {
    ContainerStore store = empty();
    Container old = eventful(CONTAINER);
    create(store, old);
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.DONE);
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.STALE);
    Container anew = anew(store, container(1, List.of(image(CONTAINER, "new"))));
    assertThat(store.swap(anew, old.revision())).isEqualTo(Swap.STALE);
    assertAbsent(store, old);

    create(store, anew);
    assertRead(store, CONTAINER, anew);
    assertFinds(store, CONTAINER, anew.assets());
    idsOf(old).forEach(id -> assertFind(store, CONTAINER, id, NO_SUCH_ASSET));
    Same.assertSame("due", Pages.due(store, Stage.RELEASE, FOREVER, MANY), List.of());
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, anew);
  }

  /** C100: every call on one instance sees at once what the other one wrote. */
  @Test
  protected void c100_another_instance_sees_every_write_at_once() {
    ContainerStore writing = empty();
    ContainerStore reading = other(writing);
    assertSees(reading, null);
    Container first = container(1, List.of(image(CONTAINER, "a")));
    create(writing, first);
    assertSees(reading, first);
    Container second =
        container(
            CONTAINER, 2, List.of(image(CONTAINER, "b")), superseded(video(CONTAINER, "a"), 2));
    replace(writing, first, second);
    assertSees(reading, second);
    Container deleted = deleted(CONTAINER, 3, superseded(image(CONTAINER, "b"), 3).withdraw());
    replace(writing, second, deleted);
    assertSees(reading, deleted);
    assertThat(writing.remove(CONTAINER, deleted.revision())).isEqualTo(Swap.DONE);
    assertSees(reading, null);
    assertThat(reading.latestRevision(CONTAINER).number()).isGreaterThanOrEqualTo(3);
    Container again = anew(reading, first);
    create(reading, again);
    assertSees(writing, again);
  }

  private static void assertSees(ContainerStore store, @Nullable Container now) {
    Same.assertSame("read(" + CONTAINER + ")", store.read(CONTAINER), Optional.ofNullable(now));
    List<Reading> expected = List.of(expected(now, "a"), expected(now, "b"));
    assertFind(store, CONTAINER, new AssetId("a"), expected.get(0));
    assertFind(store, CONTAINER, new AssetId("b"), expected.get(1));
    assertFindAll(store, List.of(asset(CONTAINER, "a"), asset(CONTAINER, "b")), expected);
    Same.assertSame(
        "list(" + ACME + ")",
        positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, MANY)),
        now == null || now.isDeleted() ? List.of() : positionsOf(now));
    Same.assertSame(
        "scan", Pages.scan(store, MANY), now == null ? List.of() : List.of(new Scanned.Whole(now)));
    Same.assertSame(
        "due(RELEASE)",
        Pages.due(store, Stage.RELEASE, FOREVER, MANY).stream().map(Due::key).toList(),
        now == null || now.heldSince() == null ? List.of() : List.of(CONTAINER));
    if (now != null) {
      assertThat(store.latestRevision(CONTAINER)).isEqualTo(now.revision());
    }
  }

  private static Reading expected(@Nullable Container now, String id) {
    if (now == null) {
      return NO_SUCH_CONTAINER;
    }
    if (now.isDeleted()) {
      return DELETED_CONTAINER;
    }
    Optional<Reading> current =
        now.assets().stream()
            .filter(asset -> asset.id().value().equals(id))
            .map(ReaderRules::present)
            .findFirst();
    return current
        .or(
            () ->
                now.superseded().stream()
                    .filter(entry -> entry.asset().id().value().equals(id))
                    .<Reading>map(e -> new Reading.Present(e.asset(), e.supersededAt()))
                    .findFirst())
        .orElse(NO_SUCH_ASSET);
  }

  /** C109: a scan and the list of what is due are complete, however many containers there are. */
  @Test
  protected void c109_a_scan_and_what_is_due_are_complete() {
    ContainerStore store = empty();
    List<ContainerKey> keys = new ArrayList<>();
    for (int i = 0; i < VERY_MANY; i++) {
      ContainerKey key = numbered(i);
      keys.add(key);
      Asset asset = image(key, "a");
      create(
          store,
          container(
              key,
              1,
              List.of(),
              new SupersededAsset(asset, 0, new Revision(1), due(i), false, Media.HELD),
              new SupersededAsset(
                  image(key, "b"), 1, new Revision(1), due(i), false, Media.RELEASED)));
    }
    for (int limit : List.of(100, MANY)) {
      String pages = " in pages of " + limit;
      Same.assertSame(
          "scan" + pages, Pages.scan(store, limit).stream().map(Scanned::key).toList(), keys);
      for (Stage stage : Stage.values()) {
        Same.assertSame(
            "due(" + stage + ")" + pages,
            Pages.due(store, stage, FOREVER, limit).stream().map(Due::key).toList(),
            keys);
      }
    }
  }

  private static Instant due(int number) {
    return CREATED.plusSeconds(number);
  }

  /**
   * C110: a limit may be as large as an int, and asks for no more memory than there are entries.
   */
  @Test
  protected void c110_a_limit_may_be_as_large_as_an_int() {
    ContainerStore store = empty();
    Container container =
        container(
            CONTAINER, 1, List.of(image(CONTAINER, "a")), superseded(video(CONTAINER, "b"), 1));
    create(store, container);
    for (int limit : List.of(100_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)) {
      assertThat(store.list(ACME, ContainerFilter.ALL, null, limit).entries()).hasSize(1);
      assertThat(store.scan(null, limit)).hasSize(1);
      assertThat(store.due(Stage.RELEASE, FOREVER, null, limit)).hasSize(1);
    }
  }

  private static List<ContainerKey> keys(Container... containers) {
    return List.of(containers).stream().map(Container::key).sorted().toList();
  }
}
