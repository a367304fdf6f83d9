package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.SLIDE;
import static dev.assetlookup.testkit.Samples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was never written is nowhere. */
abstract class UnknownContainerRules extends ContainerRules {
  UnknownContainerRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C20: what was never written is nowhere. */
  @Test
  protected void c20_what_was_never_written_is_nowhere() {
    ContainerStore store = empty();
    assertNotRead(store, CONTAINER);
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_CONTAINER);
    Same.assertSame("scan", Pages.scan(store, 10), List.of());
  }

  /** C34: a swap of an unknown container from a revision is stale and creates nothing. */
  @Test
  protected void c34_a_swap_of_an_unknown_container_is_stale() {
    ContainerStore store = empty();
    Container next = container(2, List.of(image(CONTAINER, "slide-1")));
    assertThat(store.swap(next, new Revision(1))).isEqualTo(Swap.STALE);
    assertNotRead(store, CONTAINER);
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_CONTAINER);
    Same.assertSame("scan", Pages.scan(store, 10), List.of());
  }
}
