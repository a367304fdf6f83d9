package dev.assetlookup.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  @Test
  void what_is_removed_leaves_nothing_behind_for_each_container() {
    InMemoryStore store = new InMemoryStore();
    OrganizationId organization = new OrganizationId("org");
    for (int i = 0; i < 100_000; i++) {
      ContainerKey key = new ContainerKey(organization, new ContainerId(new UUID(1, i)));
      Revision next = store.latestRevision(key).next();
      Container container =
          new Container(
              key, next, Instant.EPOCH, ContainerDetails.COMPLETED, List.of(), List.of(), null);
      assertThat(store.swap(container, Revision.NONE) == Swap.DONE).isTrue();
      assertThat(store.remove(key, next) == Swap.DONE).isTrue();
    }
    // One revision for the whole organization, and the latest entries of its log and its trail.
    assertThat(store.size()).isEqualTo(1 + 2 * MemoryLog.MOST);
  }
}
