package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole containers; the order of their assets is not promised. */
abstract class ReadRules extends ReaderRules {
  ReadRules(AssetReaderContract test) {
    super(test);
  }

  /** R24: a container is read with all of its assets and no others. */
  @Test
  protected void r24_a_container_is_read_with_all_of_its_assets() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    assets.add(video(CONTAINER, "teaser"));
    assets.add(image(CONTAINER, "Slide-1"));
    List<Asset> others = List.of(image(NEIGHBOUR, "slide-1"), image(NEIGHBOUR, "b"));
    AssetReader reader = holding(Map.of(CONTAINER, assets, NEIGHBOUR, others));
    assertReads(reader, CONTAINER, assets);
    assertReads(reader, NEIGHBOUR, others);
  }

  /** R25: what is not there, or is another organization's, is not read. */
  @Test
  protected void r25_absent_and_foreign_containers_are_not_read() {
    AssetReader reader =
        holding(
            Map.of(
                CONTAINER,
                List.of(image(CONTAINER, "slide-1")),
                OTHERS,
                List.of(image(OTHERS, "slide-1"))));
    assertNotRead(reader, UNKNOWN);
    assertNotRead(reader, NEIGHBOUR);
    assertNotRead(reader, new ContainerKey(OTHER, CONTAINER.container()));
    assertNotRead(reader, new ContainerKey(ACME, OTHERS.container()));
    for (String other : List.of("org_acm", "org_acme2", "Org_acme", "ORG_ACME")) {
      ContainerKey foreign = new ContainerKey(new OrganizationId(other), CONTAINER.container());
      assertNotRead(reader, foreign);
    }
  }
}
