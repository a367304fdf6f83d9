package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the assets of an id is found, as long as superseded ones are remembered. */
abstract class SupersededRules extends ContainerRules {
  SupersededRules(ContainerStoreContract test) {
    super(test);
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
