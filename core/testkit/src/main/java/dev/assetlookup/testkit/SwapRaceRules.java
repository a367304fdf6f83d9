package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers who race for one revision. */
abstract class SwapRaceRules extends ContainerRules {
  SwapRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C36: exactly one of several who create one container at once wins; the others do nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void c36_of_racing_creators_exactly_one_wins() {
    List<ContainerStore> store = List.of(empty());
    for (int round = 0; round < Racing.ROUNDS; round++) {
      assertOneWinner(store, numbered(round), Revision.NONE);
    }
  }

  /** C37: exactly one of several who replace one revision at once wins; the others do nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void c37_of_racing_replacers_exactly_one_wins() {
    ContainerStore store = empty();
    Container stored = container(1, List.of());
    create(store, stored);
    for (int round = 0; round < Racing.ROUNDS; round++) {
      stored = assertOneWinner(List.of(store), CONTAINER, stored.revision());
    }
  }

  /** C38: writers of different containers all win. */
  @Test
  @Tag(Racing.TAG)
  protected void c38_writers_of_different_containers_all_win() {
    ContainerStore store = empty();
    List<Swap> swaps =
        Racing.race(
            Racing.RACERS,
            racer -> {
              ContainerKey key = numbered(racer);
              Container first = container(key, 1, List.of(image(key, "slide-" + racer)));
              create(store, first);
              return store.swap(container(key, 2, first.assets()), first.revision());
            });
    assertThat(swaps).hasSize(Racing.RACERS).containsOnly(Swap.DONE);
    for (int i = 0; i < Racing.RACERS; i++) {
      ContainerKey key = numbered(i);
      assertRead(store, key, container(key, 2, List.of(image(key, "slide-" + i))));
    }
  }

  /** C101: exactly one of several writers on two instances that start from one revision wins. */
  @Test
  @Tag(Racing.TAG)
  protected void c101_of_writers_on_two_instances_exactly_one_wins() {
    ContainerStore store = empty();
    List<ContainerStore> stores = List.of(store, other(store));
    for (int round = 0; round < Racing.ROUNDS; round++) {
      ContainerKey key = numbered(round);
      Container created = assertOneWinner(stores, key, Revision.NONE);
      assertOneWinner(stores, key, created.revision());
    }
  }

  private Container assertOneWinner(
      List<ContainerStore> stores, ContainerKey key, Revision expected) {
    List<Container> nexts = new ArrayList<>();
    for (int i = 0; i < Racing.RACERS; i++) {
      // As many assets as its number says, so that a mix of two would show.
      List<Asset> assets = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        assets.add(image(key, "after-" + expected + "-writer-" + i + "-" + j));
      }
      nexts.add(container(key, expected.next().number(), assets));
    }
    List<Swap> swaps =
        Racing.race(Racing.RACERS, i -> stores.get(i % stores.size()).swap(nexts.get(i), expected));
    assertThat(swaps).containsOnlyOnce(Swap.DONE);
    Container winner = nexts.get(swaps.indexOf(Swap.DONE));
    for (ContainerStore store : stores) {
      assertRead(store, key, winner);
      assertFinds(store, key, winner.assets());
    }
    return winner;
  }
}
