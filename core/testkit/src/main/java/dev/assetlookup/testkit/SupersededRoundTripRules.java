package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Superseded assets come back as they were written. */
abstract class SupersededRoundTripRules extends ContainerRules {
  SupersededRoundTripRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C08: superseded assets come back, several of one id and those of current ids included. */
  @Test
  protected void c08_superseded_assets_are_kept_as_they_are() {
    assertRoundTrip(
        container(
            CONTAINER,
            9,
            List.of(image(CONTAINER, "now"), video(CONTAINER, "always")),
            superseded(video(CONTAINER, "z"), 2),
            superseded(video(CONTAINER, "a"), 2),
            superseded(replaced("a", 3), 4),
            superseded(image(CONTAINER, "always"), 9).withdraw(),
            superseded(replaced("a", 5), 9).withdraw()));
  }

  /** C17: the position that a superseded asset had comes back, known or not. */
  @Test
  protected void c17_positions_of_superseded_assets_are_kept() {
    Asset asset = image(CONTAINER, "slide-1");
    assertRoundTrip(
        container(
            CONTAINER,
            9,
            List.of(),
            superseded(asset, 2, null, Media.HELD),
            superseded(asset, 3, 0, Media.HELD),
            superseded(asset, 4, Container.MAX_ASSETS - 1, Media.HELD),
            superseded(asset, 5, Integer.MAX_VALUE, Media.HELD)));
  }

  /** C18: the state of the media of a superseded asset comes back. */
  @Test
  protected void c18_the_state_of_media_is_kept() {
    List<SupersededAsset> entries = new ArrayList<>();
    for (Media media : Media.values()) {
      int in = entries.size() + 1;
      entries.add(superseded(image(CONTAINER, "a"), in, 0, media));
      entries.add(superseded(image(CONTAINER, "b"), in, 1, media).withdraw());
    }
    SupersededAsset[] all = entries.toArray(SupersededAsset[]::new);
    assertRoundTrips(
        List.of(
            container(CONTAINER, 9, List.of(image(CONTAINER, "a")), all),
            deleted(CONTAINER, 9, all)));
  }

  /** C19: a swap that changes nothing but the state of media is kept. */
  @Test
  protected void c19_the_state_of_media_changes_by_a_swap() {
    ContainerStore store = empty();
    SupersededAsset first = superseded(video(CONTAINER, "a"), 2, 0, Media.HELD);
    SupersededAsset second = superseded(image(CONTAINER, "a"), 3, 0, Media.HELD);
    List<Asset> assets = List.of(image(CONTAINER, "b"));
    Container held = container(CONTAINER, 3, assets, first, second);
    Container claimed = container(CONTAINER, 4, assets, first.with(Media.RELEASING), second);
    Container released = container(CONTAINER, 5, assets, first.with(Media.RELEASED), second);
    Container forgotten = container(CONTAINER, 6, assets, second);
    create(store, held);
    replace(store, held, claimed);
    assertRead(store, CONTAINER, claimed);
    replace(store, claimed, released);
    assertRead(store, CONTAINER, released);
    replace(store, released, forgotten);
    assertRead(store, CONTAINER, forgotten);
    assertFinds(store, CONTAINER, assets);
  }
}
