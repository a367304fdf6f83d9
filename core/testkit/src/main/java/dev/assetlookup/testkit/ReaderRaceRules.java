package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.key;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many readers at the same time. */
abstract class ReaderRaceRules extends ReaderRules {
  private static final int READERS = 8;
  private static final int ROUNDS = 10;

  ReaderRaceRules(AssetReaderContract test) {
    super(test);
  }

  /** R17: readers on many threads each get the answer to their own question. */
  @Test
  @Tag(Racing.TAG)
  protected void r17_concurrent_readers_all_get_right_answers() {
    raceReaders(
        (reader, container, assets) -> {
          assertFinds(reader, container, assets);
          assertFind(reader, container, new AssetId("slide-2"), NO_SUCH_ASSET);
        });
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

  /** Asks the same over and over on many threads, each of which has a container of its own. */
  private void raceReaders(Questions questions) {
    Map<ContainerKey, List<Asset>> content = new HashMap<>();
    for (int i = 0; i < READERS; i++) {
      ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(i, i)));
      content.put(key, List.of(image(key, "slide-1"), video(key, "teaser-" + i)));
    }
    AssetReader reader = holding(content);
    List<ContainerKey> keys = List.copyOf(content.keySet());
    Racing.race(
        READERS,
        racer -> {
          ContainerKey mine = keys.get(racer);
          for (int round = 0; round < ROUNDS; round++) {
            questions.ask(reader, mine, content.getOrDefault(mine, List.of()));
          }
          return racer;
        });
  }

  /** Asks a reader about a container and checks what it gives. */
  @FunctionalInterface
  private interface Questions {
    void ask(AssetReader reader, ContainerKey container, List<Asset> assets);
  }
}
