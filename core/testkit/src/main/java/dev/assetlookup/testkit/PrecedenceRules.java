package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several assets of one id is found. */
abstract class PrecedenceRules extends ContainerRules {
  PrecedenceRules(ContainerStoreSetup test) {
    super(test);
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
}
