package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a find gives for each state of a container. */
abstract class StateRules extends ContainerRules {
  private static final AssetId SLIDE = new AssetId("slide-1");

  StateRules(ContainerStoreContract test) {
    super(test);
  }

  /** C21: an empty container is there: its ids give NoSuchAsset. */
  @Test
  protected void c21_an_empty_container_gives_no_such_asset() {
    ContainerStore store = empty();
    create(store, container(1, List.of()));
    assertFind(store, CONTAINER, SLIDE, NO_SUCH_ASSET);
  }

  /** C22: a superseded asset is found whole, with the time when it was superseded. */
  @Test
  protected void c22_a_superseded_asset_is_found_with_its_time() {
    SupersededAsset superseded = superseded(video(CONTAINER, "teaser"), 2);
    assertThat(finding(container(CONTAINER, 2, List.of(), superseded), "teaser"))
        .isEqualTo(new Reading.Present(superseded.asset(), superseded.supersededAt()));
  }

  /** C23: a current asset wins over superseded ones of its id. */
  @Test
  protected void c23_a_current_asset_wins_over_superseded_ones() {
    Asset current = replaced("slide-1", 3);
    Container container =
        container(
            CONTAINER,
            3,
            List.of(current),
            superseded(replaced("slide-1", 1), 2),
            superseded(replaced("slide-1", 2), 3));
    assertThat(finding(container, "slide-1")).isEqualTo(new Reading.Present(current, null));
  }

  /** C24: the superseded asset of the highest revision wins over others of its id. */
  @Test
  protected void c24_the_latest_superseded_asset_wins() {
    SupersededAsset first = superseded(replaced("slide-1", 1), 2);
    SupersededAsset latest = superseded(replaced("slide-1", 2), 11);
    SupersededAsset middle = superseded(replaced("slide-1", 3), 9);
    Reading expected = new Reading.Present(latest.asset(), latest.supersededAt());
    assertThat(finding(container(CONTAINER, 11, List.of(), first, middle, latest), "slide-1"))
        .isEqualTo(expected);
    assertThat(finding(container(CONTAINER, 11, List.of(), latest, middle, first), "slide-1"))
        .isEqualTo(expected);
  }

  /** C25: if two were superseded in one microsecond, the revision still decides. */
  @Test
  protected void c25_the_revision_decides_between_equal_times() {
    SupersededAsset first =
        new SupersededAsset(replaced("slide-1", 1), 0, new Revision(2), LATER, false, Media.HELD);
    SupersededAsset latest =
        new SupersededAsset(replaced("slide-1", 2), 0, new Revision(3), LATER, false, Media.HELD);
    Reading expected = new Reading.Present(latest.asset(), LATER);
    assertThat(finding(container(CONTAINER, 3, List.of(), first, latest), "slide-1"))
        .isEqualTo(expected);
    assertThat(finding(container(CONTAINER, 3, List.of(), latest, first), "slide-1"))
        .isEqualTo(expected);
  }

  /** C26: a withdrawn asset is not found, and hides none that was superseded after it. */
  @Test
  protected void c26_a_withdrawn_asset_is_not_found() {
    SupersededAsset withdrawn = superseded(replaced("slide-1", 1), 2).withdraw();
    SupersededAsset later = superseded(replaced("slide-1", 2), 4);
    assertThat(finding(container(CONTAINER, 3, List.of(), withdrawn), "slide-1"))
        .isEqualTo(NO_SUCH_ASSET);
    assertThat(finding(container(CONTAINER, 4, List.of(), withdrawn, later), "slide-1"))
        .isEqualTo(new Reading.Present(later.asset(), later.supersededAt()));
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

  /** C106: a container keeps all of its superseded assets, and each is found. */
  @Test
  protected void c106_every_superseded_asset_is_kept() {
    ContainerStore store = empty();
    List<SupersededAsset> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(superseded(image(CONTAINER, "slide-" + i), 2 + i / 10));
    }
    Container container =
        container(CONTAINER, 40, List.of(), entries.toArray(SupersededAsset[]::new));
    create(store, container);
    assertRead(store, CONTAINER, container);
    for (int i : List.of(0, 99, 100, 299)) {
      assertSuperseded(store, entries.get(i));
    }
  }

  /** C107: a superseded asset is found with its own time, and not with that of another one. */
  @Test
  protected void c107_each_superseded_asset_has_a_time_of_its_own() {
    ContainerStore store = empty();
    SupersededAsset first = superseded(image(CONTAINER, "a"), 2);
    SupersededAsset second = superseded(image(CONTAINER, "b"), 3);
    SupersededAsset last = superseded(image(CONTAINER, "c"), 4);
    create(store, container(CONTAINER, 4, List.of(image(CONTAINER, "now")), second, last, first));
    for (SupersededAsset entry : List.of(first, second, last)) {
      assertSuperseded(store, entry);
    }
    assertFinds(store, CONTAINER, List.of(image(CONTAINER, "now")));
  }

  private static void assertSuperseded(ContainerStore store, SupersededAsset entry) {
    Reading expected = new Reading.Present(entry.asset(), entry.supersededAt());
    AssetId id = entry.asset().id();
    assertFind(store, CONTAINER, id, expected);
    assertFindAll(store, List.of(new AssetKey(CONTAINER, id)), List.of(expected));
  }

  private Reading finding(Container container, String id) {
    ContainerStore store = empty();
    create(store, container);
    return store.find(container.key(), new AssetId(id));
  }
}
