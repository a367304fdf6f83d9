package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Many assets at once. */
abstract class LargeBatchRules extends ReaderRules {
  LargeBatchRules(AssetReaderContract test) {
    super(test);
  }

  /** R22: a hundred assets of many containers can be asked for at once. */
  @Test
  protected void r22_a_hundred_assets_can_be_asked_for_at_once() {
    Map<ContainerKey, List<Asset>> content = new HashMap<>();
    List<AssetKey> asked = new ArrayList<>();
    List<Reading> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(i, i)));
      List<Asset> assets = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        Asset asset = image(key, "slide-" + j);
        assets.add(asset);
        asked.add(new AssetKey(key, asset.id()));
        expected.add(present(asset));
      }
      content.put(key, assets);
      asked.add(asset(key, "slide-4"));
      expected.add(NO_SUCH_ASSET);
    }
    assertThat(asked).hasSize(100);
    Collections.shuffle(asked, new Random(22));
    Collections.shuffle(expected, new Random(22));
    assertFindAll(holding(content), asked, expected);
  }

  /** R27: as many assets can be asked for at once as the caller likes. */
  @Test
  protected void r27_three_hundred_assets_can_be_asked_for_at_once() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    AssetReader reader = holding(Map.of(CONTAINER, assets));
    List<AssetKey> asked = assets.stream().map(a -> new AssetKey(CONTAINER, a.id())).toList();
    assertFindAll(reader, asked, assets.stream().map(ReaderRules::present).toList());
  }
}
