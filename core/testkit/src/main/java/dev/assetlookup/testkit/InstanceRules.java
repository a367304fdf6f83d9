package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.withRevision;
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

/** Races on two instances over one storage. */
abstract class InstanceRules extends ContainerRules {
  private static final int RACERS = 8;
  private static final int ROUNDS = 15;

  InstanceRules(ContainerStoreContract test) {
    super(test);
  }

  /** C101: exactly one of several writers on two instances that start from one revision wins. */
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

  /** C102: exactly one of those who remove and replace one revision on two instances wins. */
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
}
