package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removing, alone and in races. */
abstract class ContainerRemoveRules extends ContainerSwapRules {
  static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final int RACERS = 8;
  private static final int ROUNDS = 15;
  private static final int ALL = 1_000;

  /** C64: what is removed leaves no trace in any answer; what is beside it stays whole. */
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
    assertThat(Pages.scan(store, ALL))
        .extracting(Scanned::key)
        .isEqualTo(keys(neighbour, namesake));
    assertThat(Pages.list(store, ACME, ContainerFilter.ALL, ALL))
        .extracting(Listed::position)
        .extracting(position -> position.container())
        .containsExactly(neighbour.key().container());
    for (Stage stage : Stage.values()) {
      assertThat(Pages.due(store, stage, FOREVER, ALL))
          .as(stage.name())
          .extracting(Due::key)
          .isEqualTo(keys(neighbour, namesake));
    }
  }

  /** C65: a remove of another revision than the stored one is stale and changes nothing. */
  @Test
  protected void c65_a_remove_of_another_revision_is_stale() {
    for (Container stored :
        List.of(
            container(3, List.of(image(CONTAINER, "slide-1"))),
            deleted(CONTAINER, 3, superseded(image(CONTAINER, "slide-1"), 3).withdraw()))) {
      ContainerStore store = empty();
      create(store, stored);
      for (long other : List.of(2L, 4L, 3L + (1L << 32))) {
        assertThat(store.remove(CONTAINER, new Revision(other))).isEqualTo(Swap.STALE);
      }
      assertRead(store, CONTAINER, stored);
      assertFinds(store, CONTAINER, stored.assets());
    }
  }

  /** C66: a remove of what is unknown or another organization's is stale and removes nothing. */
  @Test
  protected void c66_a_remove_of_an_unknown_container_is_stale() {
    ContainerStore store = empty();
    Container namesake = container(1, List.of(image(CONTAINER, "slide-1")));
    create(store, namesake);
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    for (ContainerKey unknown : List.of(numbered(1), foreign)) {
      assertThat(store.remove(unknown, new Revision(1))).isEqualTo(Swap.STALE);
      assertNotRead(store, unknown);
    }
    assertRead(store, CONTAINER, namesake);
    assertFinds(store, CONTAINER, namesake.assets());
  }

  /** C67: after its removal a container is unknown: it is created, and has nothing of the old. */
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
    Same.assertSame("due", Pages.due(store, Stage.RELEASE, FOREVER, ALL), List.of());
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, anew);
  }

  /** C68: of those who remove one revision at once exactly one does. */
  @Test
  @Tag(Racing.TAG)
  protected void c68_of_racing_removers_exactly_one_wins() {
    ContainerStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      Container stored = anew(store, eventful(CONTAINER));
      create(store, stored);
      List<Swap> swaps = Racing.race(RACERS, i -> store.remove(CONTAINER, stored.revision()));
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      assertAbsent(store, stored);
    }
  }

  /** C69: of those who remove and replace one revision at once exactly one wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c69_of_racing_removers_and_replacers_exactly_one_wins() {
    ContainerStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      // Each racer does both in turn: who starts last tends to be first.
      int turn = round;
      ContainerKey key = numbered(round);
      Container stored = anew(store, eventful(key));
      create(store, stored);
      List<Container> nexts = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        nexts.add(
            container(key, stored.revision().next().number(), List.of(image(key, "writer-" + i))));
      }
      List<Swap> swaps =
          Racing.race(
              RACERS,
              i ->
                  (i + turn) % 2 == 0
                      ? store.remove(key, stored.revision())
                      : store.swap(nexts.get(i), stored.revision()));
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      int winner = swaps.indexOf(Swap.DONE);
      if ((winner + turn) % 2 == 0) {
        assertAbsent(store, stored);
      } else {
        assertRead(store, key, nexts.get(winner));
      }
    }
  }

  /** C47: beside somebody who removes and creates it a container is there whole or not at all. */
  @Test
  @Tag(Racing.TAG)
  protected void c47_a_container_is_there_whole_or_not_at_all() {
    ContainerStore store = empty();
    Container whole = eventful(CONTAINER);
    List<AssetKey> asked =
        whole.assets().stream().map(asset -> new AssetKey(CONTAINER, asset.id())).toList();
    Runnable check =
        () -> {
          store
              .read(CONTAINER)
              .ifPresent(
                  read ->
                      Same.assertSame(
                          "read(" + CONTAINER + ")",
                          read,
                          withRevision(read.revision().number(), whole)));
          List<Reading> together = store.findAll(asked);
          for (int i = 0; i < asked.size(); i++) {
            Reading there = present(whole.assets().get(i));
            assertThat(together.get(i)).isIn(there, NO_SUCH_CONTAINER);
            assertThat(store.find(CONTAINER, asked.get(i).asset())).isIn(there, NO_SUCH_CONTAINER);
          }
        };
    AtomicReference<Revision> revision = new AtomicReference<>(Revision.NONE);
    Racing.whileWriting(
        () -> {
          if (revision.get().equals(Revision.NONE)) {
            Container next = anew(store, whole);
            create(store, next);
            revision.set(next.revision());
          } else {
            assertThat(store.remove(CONTAINER, revision.get())).isEqualTo(Swap.DONE);
            revision.set(Revision.NONE);
          }
        },
        List.of(check, check, check));
  }

  /** A container with something in every place that a store may keep. */
  private Container eventful(ContainerKey key) {
    return container(
        key,
        9,
        List.of(video(key, "teaser"), image(key, "slide-1")),
        superseded(video(key, "former"), 9),
        superseded(image(key, "withdrawn"), 8).withdraw().with(SupersededAsset.Media.RELEASED));
  }

  private static void assertAbsent(ContainerStore store, Container removed) {
    ContainerKey key = removed.key();
    assertNotRead(store, key);
    List<AssetKey> asked = idsOf(removed).stream().map(id -> new AssetKey(key, id)).toList();
    assertFindAll(store, asked, Collections.nCopies(asked.size(), NO_SUCH_CONTAINER));
    asked.forEach(one -> assertFind(store, key, one.asset(), NO_SUCH_CONTAINER));
  }

  private static List<AssetId> idsOf(Container container) {
    List<AssetId> ids = new ArrayList<>();
    container.assets().stream().map(Asset::id).forEach(ids::add);
    container.superseded().stream().map(entry -> entry.asset().id()).forEach(ids::add);
    return ids;
  }

  private static List<ContainerKey> keys(Container... containers) {
    return List.of(containers).stream().map(Container::key).sorted().toList();
  }
}
