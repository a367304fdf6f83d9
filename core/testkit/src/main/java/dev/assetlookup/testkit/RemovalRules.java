package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removing, alone and in races. */
abstract class RemovalRules extends ContainerRules {
  private static final int RACERS = 8;
  private static final int ROUNDS = 15;

  RemovalRules(ContainerStoreContract test) {
    super(test);
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

  /** C68: exactly one of several who remove one revision at once wins. */
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

  /** C69: exactly one of several who remove and replace one revision at once wins. */
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
}
