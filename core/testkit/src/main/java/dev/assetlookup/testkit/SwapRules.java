package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compare and swap, alone and in races. */
abstract class SwapRules extends ContainerRules {
  private static final int READERS = 3;

  SwapRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C30: a swap from NONE creates a container, which everybody sees from then on. */
  @Test
  protected void c30_a_swap_from_none_creates() {
    ContainerStore store = empty();
    Container container = container(1, List.of(image(CONTAINER, "slide-1")));
    assertThat(store.swap(container, Revision.NONE)).isEqualTo(Swap.DONE);
    Racing.race(
        READERS,
        racer -> {
          assertRead(store, CONTAINER, container);
          assertFinds(store, CONTAINER, container.assets());
          return racer;
        });
  }

  /** C31: a swap replaces the whole container. */
  @Test
  protected void c31_a_swap_replaces_the_whole_container() {
    ContainerStore store = empty();
    Container before =
        container(
            CONTAINER,
            1,
            List.of(video(CONTAINER, "a"), image(CONTAINER, "b"), image(CONTAINER, "c")),
            superseded(image(CONTAINER, "d"), 1));
    Container after = container(2, List.of(image(CONTAINER, "c"), image(CONTAINER, "a")));
    create(store, before);
    replace(store, before, after);
    assertRead(store, CONTAINER, after);
    assertFinds(store, CONTAINER, after.assets());
    assertFind(store, CONTAINER, new AssetId("b"), NO_SUCH_ASSET);
    assertFind(store, CONTAINER, new AssetId("d"), NO_SUCH_ASSET);
  }

  /** C32: a swap from NONE is stale if the container is there, deleted or not. */
  @Test
  protected void c32_a_swap_from_none_is_stale_if_the_container_is_there() {
    assertStale(container(3, List.of(image(CONTAINER, "slide-1"))), Revision.NONE);
    assertStale(deleted(CONTAINER, 3), Revision.NONE);
  }

  /** C33: a swap from another revision than the stored one is stale and changes nothing. */
  @Test
  protected void c33_a_swap_from_another_revision_is_stale() {
    Container stored = container(3, List.of(image(CONTAINER, "slide-1")));
    assertStale(stored, new Revision(2));
    assertStale(stored, new Revision(4));
    assertStale(stored, new Revision(3L + (1L << 32)));
  }

  /** C35: the next revision need not be the next number. */
  @Test
  protected void c35_a_revision_may_leap() {
    ContainerStore store = empty();
    Container before = container(5, List.of());
    Container after = container(5_000_000_000L, List.of(image(CONTAINER, "slide-1")));
    create(store, before);
    replace(store, before, after);
    assertRead(store, CONTAINER, after);
  }

  private void assertStale(Container stored, Revision expected) {
    ContainerStore store = empty();
    create(store, stored);
    Container next =
        container(
            CONTAINER,
            1L << 40,
            List.of(image(CONTAINER, "new")),
            superseded(image(CONTAINER, "old"), 4));
    assertThat(store.swap(next, expected)).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, stored);
    Reading absent = stored.isDeleted() ? DELETED_CONTAINER : NO_SUCH_ASSET;
    assertFind(store, CONTAINER, new AssetId("new"), absent);
    assertFind(store, CONTAINER, new AssetId("old"), absent);
    assertFinds(store, CONTAINER, stored.assets());
  }
}
