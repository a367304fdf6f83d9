package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read is what was swapped in. */
abstract class RoundTripRules extends ContainerRules {
  RoundTripRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C01: every field of a container round trips. */
  @Test
  protected void c01_every_field_of_a_container_round_trips() {
    Container whole =
        new Container(
            CONTAINER,
            new Revision(7),
            CREATED,
            new ContainerDetails(
                "project_1.a-b",
                ContainerStatus.PROCESSING,
                "carousel",
                "multi image",
                "A caption",
                "The first comment",
                ApprovalStatus.PENDING,
                LATER,
                "The last error"),
            List.of(video(CONTAINER, "teaser"), image(CONTAINER, "slide-1")),
            List.of(superseded(video(CONTAINER, "before"), 7)),
            null);
    assertRoundTrip(whole);
  }

  /** C02: nothing is invented for a container about which nothing is recorded. */
  @Test
  protected void c02_what_is_not_recorded_of_a_container_stays_absent() {
    assertRoundTrip(container(1, List.of()));
  }

  /** C03: nothing is invented for an asset of which only URL and kind are known. */
  @Test
  protected void c03_an_asset_may_be_no_more_than_a_url() {
    Asset bare =
        new Asset(
            new AssetId("slide-1"),
            AssetDescriptor.at(urlOf(CONTAINER, "slide-1.png")).kind(Kind.FILE).build());
    assertRoundTrip(container(1, List.of(bare)));
  }

  /** C07: assets come back in the writer's order. */
  @Test
  protected void c07_the_order_of_assets_is_kept() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    Collections.shuffle(assets, new Random(7));
    assertRoundTrip(container(1, assets));
  }

  /** C09: a deleted container comes back as what it is. */
  @Test
  protected void c09_a_deleted_container_is_read() {
    assertRoundTrips(
        List.of(
            deleted(CONTAINER, 2, superseded(image(CONTAINER, "slide-1"), 2).withdraw()),
            deleted(CONTAINER, 1)));
  }

  /** C15: a container may have 10,000 assets. */
  @Test
  protected void c15_a_container_may_have_10_000_assets() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < Container.MAX_ASSETS; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    ContainerStore store = empty();
    create(store, container(1, assets));
    assertRead(store, CONTAINER, container(1, assets));
    assertFinds(store, CONTAINER, List.of(assets.get(0), assets.get(5_000), assets.get(9_999)));
    assertFind(store, CONTAINER, new AssetId("slide-10000"), NO_SUCH_ASSET);
  }
}
