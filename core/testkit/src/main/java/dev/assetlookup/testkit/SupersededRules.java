package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the assets of an id is found, as long as superseded ones are remembered. */
abstract class SupersededRules extends ContainerRules {
  SupersededRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C22: a superseded asset is found whole, with the time when it was superseded. */
  @Test
  protected void c22_a_superseded_asset_is_found_with_its_time() {
    SupersededAsset superseded = superseded(video(CONTAINER, "teaser"), 2);
    assertThat(finding(container(CONTAINER, 2, List.of(), superseded), "teaser"))
        .isEqualTo(new Reading.Present(superseded.asset(), superseded.supersededAt()));
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
}
