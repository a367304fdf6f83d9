package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two instances over one storage, and revisions that never come back. */
abstract class ContainerSharingRules extends ContainerDueRules {
  private static final int RACERS = 8;
  private static final int ROUNDS = 15;

  /** C100: what one instance writes the other one answers from then on, in every call. */
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
            .map(AssetReaderContract::present)
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

  /** C101: of writers on two instances that start from one revision exactly one wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c101_of_writers_on_two_instances_exactly_one_wins() {
    ContainerStore store = empty();
    List<ContainerStore> stores = List.of(store, other(store));
    for (int round = 0; round < ROUNDS; round++) {
      ContainerKey key = numbered(round);
      Container created = assertOneWinner(stores, key, Revision.NONE);
      assertOneWinner(stores, key, created.revision());
    }
  }

  private Container assertOneWinner(
      List<ContainerStore> stores, ContainerKey key, Revision expected) {
    List<Container> nexts = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      nexts.add(
          container(key, expected.next().number(), List.of(image(key, "writer-" + expected + i))));
    }
    List<Swap> swaps = Racing.race(RACERS, i -> stores.get(i % 2).swap(nexts.get(i), expected));
    assertThat(swaps).containsOnlyOnce(Swap.DONE);
    Container winner = nexts.get(swaps.indexOf(Swap.DONE));
    stores.forEach(store -> assertRead(store, key, winner));
    return winner;
  }

  /** C102: of those who remove and replace one revision on two instances exactly one wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c102_of_removers_and_replacers_on_two_instances_exactly_one_wins() {
    ContainerStore store = empty();
    List<ContainerStore> stores = List.of(store, other(store));
    for (int round = 0; round < ROUNDS; round++) {
      int turn = round;
      ContainerKey key = numbered(round);
      Container stored = anew(store, container(key, 1, List.of(image(key, "a"))));
      create(store, stored);
      Container next = withRevision(stored.revision().next().number(), stored);
      List<Swap> swaps =
          Racing.race(
              RACERS,
              i ->
                  (i + turn) % 2 == 0
                      ? stores.get(i / 2 % 2).remove(key, stored.revision())
                      : stores.get(i / 2 % 2).swap(next, stored.revision()));
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      boolean removed = (swaps.indexOf(Swap.DONE) + turn) % 2 == 0;
      for (ContainerStore each : stores) {
        if (removed) {
          assertNotRead(each, key);
        } else {
          assertRead(each, key, next);
        }
      }
    }
  }

  /** C103: the latest revision is that of what is stored, deleted or not; none was never used. */
  @Test
  protected void c103_the_latest_revision_is_that_of_what_is_stored() {
    ContainerStore store = empty();
    assertLatest(store, Revision.NONE);
    Container first = container(5, List.of(image(CONTAINER, "a")));
    create(store, first);
    assertLatest(store, first.revision());
    Container deleted = deleted(CONTAINER, 5_000_000_000L);
    replace(store, first, deleted);
    assertLatest(store, deleted.revision());
    Container again = container(Long.MAX_VALUE, List.of());
    replace(store, deleted, again);
    assertLatest(store, again.revision());
  }

  private static void assertLatest(ContainerStore store, Revision expected) {
    assertThat(store.latestRevision(CONTAINER)).isEqualTo(expected);
  }

  /** C104: a revision never comes back, also when its container was removed. */
  @Test
  protected void c104_a_revision_never_comes_back() {
    ContainerStore store = empty();
    Container removed = container(7, List.of(image(CONTAINER, "a")));
    create(store, removed);
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.DONE);
    for (ContainerStore each : List.of(store, other(store))) {
      Revision latest = each.latestRevision(CONTAINER);
      assertThat(latest.number()).isGreaterThanOrEqualTo(7);
      for (long before : List.of(1L, 6L, 7L, latest.number())) {
        Container next = withRevision(before, removed);
        assertThat(each.swap(next, Revision.NONE)).as("swap to " + before).isEqualTo(Swap.STALE);
        assertNotRead(each, CONTAINER);
      }
    }
    Container anew = anew(store, container(1, List.of(image(CONTAINER, "b"))));
    create(store, anew);
    assertRead(store, CONTAINER, anew);
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, anew);
    assertThat(store.remove(CONTAINER, anew.revision())).isEqualTo(Swap.DONE);
    assertThat(store.latestRevision(CONTAINER).number())
        .isGreaterThanOrEqualTo(anew.revision().number());
  }

  /**
   * C105: of those who create, replace and remove one container at once none repeats a revision.
   */
  @Test
  @Tag(Racing.TAG)
  protected void c105_no_revision_comes_back_in_a_race() {
    ContainerStore store = empty();
    List<ContainerStore> stores = List.of(store, other(store));
    Set<Revision> written = ConcurrentHashMap.newKeySet();
    List<List<Revision>> repeated =
        Racing.race(RACERS, racer -> repeated(stores.get(racer % 2), written, racer));
    assertThat(repeated).containsOnly(List.of());
    assertThat(written).isNotEmpty();
  }

  /** Creates, replaces and removes one container; tells which revisions were there before. */
  private List<Revision> repeated(ContainerStore store, Set<Revision> written, int racer) {
    List<Revision> repeated = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Revision stored = store.read(CONTAINER).map(Container::revision).orElse(Revision.NONE);
      if ((round + racer) % 2 == 0 && !stored.equals(Revision.NONE)) {
        store.remove(CONTAINER, stored);
        continue;
      }
      Revision next = store.latestRevision(CONTAINER).next();
      if (store.swap(container(next.number(), List.of()), stored) == Swap.DONE
          && !written.add(next)) {
        repeated.add(next);
      }
    }
    return repeated;
  }
}
