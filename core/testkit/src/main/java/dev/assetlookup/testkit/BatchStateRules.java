package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What finding several assets at once gives for each state of their containers. */
abstract class BatchStateRules extends ContainerRules {
  BatchStateRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C42: several assets are found as each alone is, in every state of their containers. */
  @Test
  protected void c42_several_assets_are_found_in_every_state() {
    ContainerStore store = empty();
    SupersededAsset former = superseded(video(CONTAINER, "former"), 2);
    SupersededAsset withdrawn = superseded(image(CONTAINER, "withdrawn"), 2).withdraw();
    Asset current = video(CONTAINER, "current");
    ContainerKey deleted = numbered(1);
    ContainerKey bare = numbered(2);
    create(store, container(CONTAINER, 4, List.of(current), former, withdrawn));
    create(store, deleted(deleted, 2, superseded(image(deleted, "slide-1"), 2).withdraw()));
    create(store, container(bare, 1, List.of()));
    assertFindAll(
        store,
        List.of(
            asset(deleted, "slide-1"),
            asset(CONTAINER, "former"),
            asset(bare, "slide-1"),
            asset(CONTAINER, "withdrawn"),
            asset(numbered(3), "slide-1"),
            asset(CONTAINER, "current"),
            asset(deleted, "never"),
            asset(new ContainerKey(OTHER, deleted.container()), "slide-1")),
        List.of(
            DELETED_CONTAINER,
            new Reading.Present(former.asset(), former.supersededAt()),
            NO_SUCH_ASSET,
            NO_SUCH_ASSET,
            NO_SUCH_CONTAINER,
            present(current),
            DELETED_CONTAINER,
            NO_SUCH_CONTAINER));
  }

  /** C43: in a batch, too, the current asset wins, and then the one superseded last. */
  @Test
  protected void c43_among_several_the_current_asset_wins() {
    ContainerStore store = empty();
    SupersededAsset first = superseded(replaced("a", 1), 2);
    SupersededAsset middle = superseded(replaced("a", 2), 9);
    SupersededAsset latest = superseded(replaced("a", 3), 11);
    Asset current = replaced("b", 4);
    create(
        store,
        container(
            CONTAINER,
            11,
            List.of(current),
            latest,
            superseded(replaced("b", 1), 10),
            first,
            superseded(replaced("b", 2), 11),
            middle));
    assertFindAll(
        store,
        List.of(asset(CONTAINER, "a"), asset(CONTAINER, "b"), asset(CONTAINER, "c")),
        List.of(
            new Reading.Present(latest.asset(), latest.supersededAt()),
            present(current),
            NO_SUCH_ASSET));
  }

  /** C44: a container that is written again after its delete is found as it is now. */
  @Test
  protected void c44_several_assets_of_a_container_written_again_are_found() {
    ContainerStore store = empty();
    SupersededAsset withdrawn = superseded(image(CONTAINER, "slide-1"), 2).withdraw();
    List<AssetKey> asked = List.of(asset(CONTAINER, "slide-1"), asset(CONTAINER, "slide-2"));
    Container deleted = deleted(CONTAINER, 2, withdrawn);
    Container again = container(CONTAINER, 3, List.of(image(CONTAINER, "slide-2")), withdrawn);
    Container same = container(CONTAINER, 4, List.of(image(CONTAINER, "slide-1")), withdrawn);
    create(store, deleted);
    assertFindAll(store, asked, List.of(DELETED_CONTAINER, DELETED_CONTAINER));
    replace(store, deleted, again);
    assertFindAll(store, asked, List.of(NO_SUCH_ASSET, present(image(CONTAINER, "slide-2"))));
    replace(store, again, same);
    assertFindAll(store, asked, List.of(present(image(CONTAINER, "slide-1")), NO_SUCH_ASSET));
  }
}
