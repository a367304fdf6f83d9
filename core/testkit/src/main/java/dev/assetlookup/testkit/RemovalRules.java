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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removing, alone and in races. */
abstract class RemovalRules extends ContainerRules {
  RemovalRules(ContainerStoreSetup test) {
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
}
