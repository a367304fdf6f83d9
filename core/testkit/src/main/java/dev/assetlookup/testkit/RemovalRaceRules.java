package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several who remove or replace one revision at once. */
abstract class RemovalRaceRules extends ContainerRules {
  RemovalRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C68: exactly one of several who remove one revision at once wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c68_of_racing_removers_exactly_one_wins() {
    ContainerStore store = empty();
    for (int round = 0; round < Racing.ROUNDS; round++) {
      Container stored = anew(store, eventful(CONTAINER));
      create(store, stored);
      List<Swap> swaps =
          Racing.race(Racing.RACERS, i -> store.remove(CONTAINER, stored.revision()));
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      assertAbsent(store, stored);
    }
  }

  /** C69: exactly one of several who remove and replace one revision at once wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c69_of_racing_removers_and_replacers_exactly_one_wins() {
    assertOneWinsEachRound(List.of(empty()));
  }

  /** C102: exactly one of those who remove and replace one revision on two instances wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c102_of_removers_and_replacers_on_two_instances_exactly_one_wins() {
    ContainerStore store = empty();
    assertOneWinsEachRound(List.of(store, other(store)));
  }

  private void assertOneWinsEachRound(List<ContainerStore> stores) {
    for (int round = 0; round < Racing.ROUNDS; round++) {
      ContainerKey key = numbered(round);
      Container stored = anew(stores.get(0), eventful(key));
      create(stores.get(0), stored);
      assertOneWins(stores, stored, round);
    }
  }

  /**
   * Each racer removes in one round and replaces in the next: who starts last tends to be first.
   */
  private void assertOneWins(List<ContainerStore> stores, Container stored, int round) {
    ContainerKey key = stored.key();
    List<Container> nexts = new ArrayList<>();
    for (int i = 0; i < Racing.RACERS; i++) {
      nexts.add(
          container(key, stored.revision().next().number(), List.of(image(key, "writer-" + i))));
    }
    List<Swap> swaps =
        Racing.race(
            Racing.RACERS,
            i -> {
              ContainerStore store = stores.get(i / 2 % stores.size());
              return (i + round) % 2 == 0
                  ? store.remove(key, stored.revision())
                  : store.swap(nexts.get(i), stored.revision());
            });
    assertThat(swaps).containsOnlyOnce(Swap.DONE);
    int winner = swaps.indexOf(Swap.DONE);
    for (ContainerStore store : stores) {
      if ((winner + round) % 2 == 0) {
        assertAbsent(store, stored);
      } else {
        assertRead(store, key, nexts.get(winner));
      }
    }
  }
}
