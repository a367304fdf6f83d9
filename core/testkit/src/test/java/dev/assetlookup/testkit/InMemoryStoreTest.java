package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  @Test
  void what_is_removed_leaves_nothing_behind_for_each_container() {
    InMemoryStore store = new InMemoryStore();
    for (int i = 0; i < 100_000; i++) {
      Container container =
          ContainerFidelityRules.container(
              ContainerFidelityRules.numbered(i),
              store.latestRevision(ContainerFidelityRules.numbered(i)).next().number(),
              List.of());
      assertThat(store.swap(container, Revision.NONE) == Swap.DONE).isTrue();
      assertThat(store.remove(container.key(), container.revision()) == Swap.DONE).isTrue();
    }
    // One revision for the whole organization.
    assertThat(store.size()).isEqualTo(1);
  }
}
