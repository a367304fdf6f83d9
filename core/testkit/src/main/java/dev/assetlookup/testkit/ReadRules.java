package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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

  /** R26: readers of several assets and of containers each get what they asked for. */
  @Test
  @Tag(Racing.TAG)
  protected void r26_concurrent_readers_of_many_all_get_right_answers() {
    raceReaders(
        (reader, container, assets) -> {
          assertFindAll(
              reader,
              assets.stream().map(asset -> new AssetKey(container, asset.id())).toList(),
              assets.stream().map(ReaderRules::present).toList());
          assertReads(reader, container, assets);
        });
  }

  private static void assertReads(AssetReader reader, ContainerKey key, List<Asset> assets) {
    Container read = reader.read(key).orElseThrow();
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.isDeleted()).isFalse();
    Same.assertSame(
        "the sorted assets of read(" + key + ")", sorted(read.assets()), sorted(assets));
  }

  private static List<Asset> sorted(List<Asset> assets) {
    return assets.stream().sorted(Comparator.comparing(asset -> asset.id().value())).toList();
  }
}
