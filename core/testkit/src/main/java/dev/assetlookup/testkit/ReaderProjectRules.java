package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Assets with the projects of their containers. */
abstract class ReaderProjectRules extends ReaderRules {
  ReaderProjectRules(AssetReaderContract test) {
    super(test);
  }

  /** R29: with the project an asset is what it is without; the project is that of the container. */
  @Test
  protected void r29_an_asset_is_found_with_the_project_of_its_container() {
    Asset here = video(CONTAINER, "teaser");
    Asset alsoHere = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-1");
    AssetReader reader =
        holding(Map.of(CONTAINER, List.of(here, alsoHere), NEIGHBOUR, List.of(there)));
    List<AssetKey> asked =
        List.of(
            asset(NEIGHBOUR, "slide-1"),
            asset(CONTAINER, "teaser"),
            asset(UNKNOWN, "slide-1"),
            asset(CONTAINER, "slide-2"),
            asset(CONTAINER, "slide-1"),
            asset(CONTAINER, "teaser"));
    List<Reading> readings =
        List.of(
            present(there),
            present(here),
            NO_SUCH_CONTAINER,
            NO_SUCH_ASSET,
            present(alsoHere),
            present(here));
    List<ProjectReading> expected = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Container container = reader.read(asked.get(i).container()).orElse(null);
      expected.add(
          new ProjectReading(
              readings.get(i), container == null ? null : container.details().projectId()));
    }
    assertFindsWithProjects(reader, asked, expected);
    Same.assertSame(
        "findAllWithProjects of none", reader.findAllWithProjects(List.of()), List.of());
  }
}
