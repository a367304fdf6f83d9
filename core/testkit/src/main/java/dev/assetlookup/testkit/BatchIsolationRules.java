package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Containers and organizations are kept apart among several assets. */
abstract class BatchIsolationRules extends ReaderRules {
  BatchIsolationRules(AssetReaderContract test) {
    super(test);
  }

  /**
   * R20: another organization's container is absent, also when asked for together with own ones.
   */
  @Test
  protected void r20_a_foreign_container_is_absent_among_own_ones() {
    Asset own = image(CONTAINER, "slide-1");
    Asset others = image(OTHERS, "slide-1");
    AssetReader reader = holding(Map.of(CONTAINER, List.of(own), OTHERS, List.of(others)));
    ContainerKey foreign = new ContainerKey(ACME, OTHERS.container());
    ContainerKey taken = new ContainerKey(OTHER, CONTAINER.container());
    assertFindAll(
        reader,
        List.of(
            asset(CONTAINER, "slide-1"),
            asset(foreign, "slide-1"),
            asset(taken, "slide-1"),
            asset(foreign, "slide-2")),
        List.of(present(own), NO_SUCH_CONTAINER, NO_SUCH_CONTAINER, NO_SUCH_CONTAINER));
    assertFindAll(reader, List.of(asset(OTHERS, "slide-1")), List.of(present(others)));
  }

  /** R23: container and id belong together, and are compared whole and exactly. */
  @Test
  protected void r23_container_and_id_belong_together() {
    Asset here = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-2");
    AssetReader reader = holding(Map.of(CONTAINER, List.of(here), NEIGHBOUR, List.of(there)));
    assertFindAll(
        reader,
        List.of(asset(CONTAINER, "slide-2"), asset(NEIGHBOUR, "slide-1")),
        List.of(NO_SUCH_ASSET, NO_SUCH_ASSET));
    assertFindAll(
        reader,
        List.of(
            asset(CONTAINER, "SLIDE-1"),
            asset(CONTAINER, "slide-1"),
            asset(CONTAINER, "slide_1"),
            asset(CONTAINER, "slide-"),
            asset(CONTAINER, "slide-1.")),
        List.of(NO_SUCH_ASSET, present(here), NO_SUCH_ASSET, NO_SUCH_ASSET, NO_SUCH_ASSET));
  }
}
