package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Much of everything, and what goes wrong. */
abstract class ContainerBoundRules extends ContainerSharingRules {
  // More than any round number that a store might stop at.
  private static final int VERY_MANY = 130;

  /** C106: a container keeps all of its superseded assets, and each is found. */
  @Test
  protected void c106_every_superseded_asset_is_kept() {
    ContainerStore store = empty();
    List<SupersededAsset> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(superseded(image(CONTAINER, "slide-" + i), 2 + i / 10));
    }
    Container container =
        container(CONTAINER, 40, List.of(), entries.toArray(SupersededAsset[]::new));
    create(store, container);
    assertRead(store, CONTAINER, container);
    for (int i : List.of(0, 99, 100, 299)) {
      assertSuperseded(store, entries.get(i));
    }
  }

  /** C107: a superseded asset is found with its own time, and not with that of another one. */
  @Test
  protected void c107_each_superseded_asset_has_a_time_of_its_own() {
    ContainerStore store = empty();
    SupersededAsset first = superseded(image(CONTAINER, "a"), 2);
    SupersededAsset second = superseded(image(CONTAINER, "b"), 3);
    SupersededAsset last = superseded(image(CONTAINER, "c"), 4);
    create(store, container(CONTAINER, 4, List.of(image(CONTAINER, "now")), second, last, first));
    for (SupersededAsset entry : List.of(first, second, last)) {
      assertSuperseded(store, entry);
    }
    assertFinds(store, CONTAINER, List.of(image(CONTAINER, "now")));
  }

  private static void assertSuperseded(ContainerStore store, SupersededAsset entry) {
    Reading expected = new Reading.Present(entry.asset(), entry.supersededAt());
    AssetId id = entry.asset().id();
    assertFind(store, CONTAINER, id, expected);
    assertFindAll(store, List.of(new AssetKey(CONTAINER, id)), List.of(expected));
  }

  /** C108: a list is complete, however many containers there are and a filter leaves out. */
  @Test
  protected void c108_a_list_of_very_many_is_complete() {
    ContainerStore store = empty();
    Container wanted = container(numbered(0), 1, CREATED, details("wanted", null));
    create(store, wanted);
    List<ContainerPosition> all = new ArrayList<>(positionsOf(wanted));
    for (int i = 1; i <= VERY_MANY; i++) {
      Container other =
          container(numbered(i), 1, CREATED.plusSeconds(i), details("unwanted", null));
      create(store, other);
      all.add(0, positionOf(other));
    }
    ContainerFilter filter =
        new ContainerFilter("wanted", Set.of(), Set.of(), Set.of(), null, null);
    for (int limit : List.of(1, 100, MANY)) {
      Same.assertSame(
          "list(project wanted) in pages of " + limit,
          positionsOf(Pages.list(store, ACME, filter, limit)),
          positionsOf(wanted));
    }
    Same.assertSame("list", positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, MANY)), all);
  }

  /** C109: a scan, and what is due, are complete, however many containers there are. */
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

  /** C111: a null is the caller's mistake, told as a NullPointerException, and changes nothing. */
  @Test
  protected void c111_null_is_the_callers_mistake_in_every_call() {
    ContainerStore store = empty();
    Container stored = container(1, List.of(image(CONTAINER, "a")));
    create(store, stored);
    Revision revision = stored.revision();
    assertRefusesNull("swap(null, revision)", () -> store.swap(nothing(), revision));
    assertRefusesNull("swap(next, null)", () -> store.swap(withRevision(2, stored), nothing()));
    assertRefusesNull("remove(null, revision)", () -> store.remove(nothing(), revision));
    assertRefusesNull("remove(key, null)", () -> store.remove(CONTAINER, nothing()));
    assertRefusesNull("latestRevision(null)", () -> store.latestRevision(nothing()));
    assertRefusesNull(
        "list(null, filter)", () -> store.list(nothing(), ContainerFilter.ALL, null, 1));
    assertRefusesNull("list(organization, null)", () -> store.list(ACME, nothing(), null, 1));
    assertRefusesNull("due(null, until)", () -> store.due(nothing(), FOREVER, null, 1));
    assertRefusesNull("due(stage, null)", () -> store.due(Stage.FORGET, nothing(), null, 1));
    assertRead(store, CONTAINER, stored);
  }

  /**
   * C112: where the storage gives no answer each call ends in a StoreUnavailableException, and in
   * nothing that is the driver's. Skipped where {@link #disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void c112_an_unreachable_storage_is_told_as_such() throws Exception {
    ContainerStore store = empty();
    Container stored = container(1, List.of(image(CONTAINER, "a")));
    create(store, stored);
    disconnect(store);
    AssetId id = new AssetId("a");
    assertUnavailable("find", () -> store.find(CONTAINER, id));
    assertUnavailable("findAll", () -> store.findAll(List.of(asset(CONTAINER, "a"))));
    assertUnavailable("read", () -> store.read(CONTAINER));
    assertUnavailable("swap from NONE", () -> store.swap(stored, Revision.NONE));
    assertUnavailable("swap", () -> store.swap(withRevision(2, stored), stored.revision()));
    assertUnavailable("remove", () -> store.remove(CONTAINER, stored.revision()));
    assertUnavailable("latestRevision", () -> store.latestRevision(CONTAINER));
    assertUnavailable("list", () -> store.list(ACME, ContainerFilter.ALL, null, 1));
    assertUnavailable("scan", () -> store.scan(null, 1));
    for (Stage stage : Stage.values()) {
      assertUnavailable("due(" + stage + ")", () -> store.due(stage, FOREVER, null, 1));
    }
  }

  static void assertUnavailable(String call, ThrowingCallable action) {
    assertThat(catchThrowable(action))
        .as(call)
        .isInstanceOf(StoreUnavailableException.class)
        .isNotInstanceOf(CorruptRecordException.class);
  }

  /**
   * C113: a corrupt record is told as that, hides no neighbour, and is replaced by a swap from its
   * latest revision. Skipped where {@link #corrupt} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void c113_a_corrupt_record_is_told_and_can_be_replaced() throws Exception {
    ContainerStore store = empty();
    Container stored = container(3, List.of(image(CONTAINER, "a")));
    Container neighbour = container(numbered(1), 1, List.of(image(numbered(1), "a")));
    create(store, stored);
    create(store, neighbour);
    corrupt(store, CONTAINER);

    assertCorrupt("read", () -> store.read(CONTAINER));
    List<Scanned> scanned = Pages.scan(store, 1);
    Same.assertSame(
        "scan", scanned.stream().map(Scanned::key).toList(), List.of(numbered(1), CONTAINER));
    Same.assertSame("scan", scanned.get(0), new Scanned.Whole(neighbour));
    assertThat(scanned.get(1)).as("scan").isInstanceOf(Scanned.Broken.class);
    assertRead(store, numbered(1), neighbour);
    assertFinds(store, numbered(1), neighbour.assets());

    Revision latest = store.latestRevision(CONTAINER);
    assertThat(latest.number()).as("latestRevision").isGreaterThanOrEqualTo(3);
    Container next = container(latest.next().number(), List.of(image(CONTAINER, "b")));
    assertThat(store.swap(next, Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(store.swap(next, latest)).isEqualTo(Swap.DONE);
    assertRead(store, CONTAINER, next);
    assertFinds(store, CONTAINER, next.assets());
    assertFind(store, CONTAINER, new AssetId("a"), NO_SUCH_ASSET);
    Page page = Pages.next(store, ACME, ContainerFilter.ALL, null, MANY);
    assertThat(positionsOf(page))
        .containsExactlyInAnyOrder(positionOf(next), positionOf(neighbour));
  }

  static void assertCorrupt(String call, ThrowingCallable action) {
    assertThatCode(action).as(call).isInstanceOf(CorruptRecordException.class);
  }
}
