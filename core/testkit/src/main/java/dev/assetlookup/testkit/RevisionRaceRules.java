package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Revisions that never come back while several write one container. */
abstract class RevisionRaceRules extends ContainerRules {
  RevisionRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C105: no revision repeats while several create, replace and remove one container at once. */
  @Test
  @Tag(Racing.TAG)
  protected void c105_no_revision_comes_back_in_a_race() {
    ContainerStore store = empty();
    List<ContainerStore> stores = List.of(store, other(store));
    Set<Revision> written = ConcurrentHashMap.newKeySet();
    List<List<Revision>> repeated =
        Racing.race(Racing.RACERS, racer -> repeated(stores.get(racer % 2), written, racer));
    assertThat(repeated).containsOnly(List.of());
    assertThat(written).isNotEmpty();
  }

  /** Creates, replaces and removes one container; returns the revisions that were there before. */
  private List<Revision> repeated(ContainerStore store, Set<Revision> written, int racer) {
    List<Revision> repeated = new ArrayList<>();
    for (int round = 0; round < Racing.ROUNDS; round++) {
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
