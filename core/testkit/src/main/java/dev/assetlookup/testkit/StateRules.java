package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.SLIDE;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a find gives for each state of a container. */
abstract class StateRules extends ContainerRules {
  StateRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C21: an empty container is there: its ids give NoSuchAsset. */
  @Test
  protected void c21_an_empty_container_gives_no_such_asset() {
    ContainerStore store = empty();
    create(store, container(1, List.of()));
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_ASSET);
  }

  /** C27: every find of a deleted container's owner gives DeletedContainer, whatever it holds. */
  @Test
  protected void c27_a_deleted_container_is_deleted_for_every_id() {
    ContainerStore store = empty();
    create(
        store,
        deleted(
            CONTAINER,
            3,
            superseded(image(CONTAINER, "slide-1"), 2),
            superseded(image(CONTAINER, "slide-2"), 3).withdraw()));
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    for (String id : List.of("slide-1", "slide-2", "slide-3")) {
      assertFind(store, CONTAINER, new AssetId(id), DELETED_CONTAINER);
      assertFind(store, foreign, new AssetId(id), NO_SUCH_CONTAINER);
    }
  }

  /** C28: a container can be written again after its delete; what was withdrawn stays away. */
  @Test
  protected void c28_a_deleted_container_can_be_written_again() {
    ContainerStore store = empty();
    SupersededAsset withdrawn = superseded(image(CONTAINER, "slide-1"), 2).withdraw();
    Container first = container(1, List.of(image(CONTAINER, "slide-1")));
    Container second = deleted(CONTAINER, 2, withdrawn);
    Container third = container(CONTAINER, 3, List.of(image(CONTAINER, "slide-2")), withdrawn);
    create(store, first);
    replace(store, first, second);
    replace(store, second, third);
    assertRead(store, CONTAINER, third);
    assertFinds(store, CONTAINER, third.assets());
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_ASSET);
  }

  /** C29: two organizations may use one container id and never notice. */
  @Test
  protected void c29_organizations_with_one_container_id_never_notice() {
    ContainerStore store = empty();
    ContainerKey otherKey = new ContainerKey(OTHER, CONTAINER.container());
    Container ours = container(1, List.of(image(CONTAINER, "slide-1")));
    Container others = container(otherKey, 1, List.of(replaced("slide-1", 2), replaced("b", 2)));
    create(store, ours);
    create(store, others);
    assertRead(store, CONTAINER, ours);
    assertRead(store, otherKey, others);
    assertFinds(store, CONTAINER, ours.assets());
    assertFinds(store, otherKey, others.assets());
    assertFind(store, CONTAINER, new AssetId("b"), NO_SUCH_ASSET);

    replace(store, ours, deleted(CONTAINER, 2));
    assertFind(store, CONTAINER, SLIDE, DELETED_CONTAINER);
    assertRead(store, otherKey, others);
    assertFinds(store, otherKey, others.assets());
    assertThat(store.swap(container(otherKey, 3, List.of()), new Revision(2)))
        .isEqualTo(Swap.STALE);
  }
}
