package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids are compared whole and exactly. */
abstract class IdRules extends ReaderRules {
  IdRules(AssetReaderContract test) {
    super(test);
  }

  /** R12: ids that differ in case are different ids. */
  @Test
  protected void r12_ids_are_case_sensitive() {
    Asset upper = image(CONTAINER, "Slide-1");
    Asset lower = image(CONTAINER, "slide-1");
    AssetReader reader = holding(upper, lower);
    assertFinds(reader, CONTAINER, List.of(upper, lower));
    assertFind(reader, CONTAINER, new AssetId("SLIDE-1"), NO_SUCH_ASSET);
  }

  /** R13: an id is no prefix and no pattern. */
  @Test
  protected void r13_ids_are_matched_whole() {
    AssetReader reader = holding(image(CONTAINER, "slide-10"), image(CONTAINER, "slide-1.final"));
    for (String near :
        List.of("slide-1", "slide", "s", "slide-100", "slide_10", "slide.10", "slide-1.fina")) {
      assertFind(reader, CONTAINER, new AssetId(near), NO_SUCH_ASSET);
    }
  }

  /** R14: every character that an id may have works. */
  @Test
  protected void r14_every_legal_character_of_an_id_works() {
    List<Asset> assets = new ArrayList<>();
    for (String id :
        List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "0123456789",
            "a.b_c~d-e",
            "...",
            "-",
            "_",
            "~")) {
      assets.add(image(CONTAINER, id));
    }
    assertFinds(holding(assets.toArray(Asset[]::new)), CONTAINER, assets);
  }

  /** R15: an id may have 128 characters, and the last one counts. */
  @Test
  protected void r15_an_id_may_have_128_characters() {
    String stem = "x".repeat(AssetId.MAX_LENGTH - 1);
    Asset first = image(CONTAINER, stem + "1");
    Asset second = image(CONTAINER, stem + "2");
    AssetReader reader = holding(first, second);
    assertFinds(reader, CONTAINER, List.of(first, second));
    assertFind(reader, CONTAINER, new AssetId(stem + "3"), NO_SUCH_ASSET);
    assertFind(reader, CONTAINER, new AssetId(stem), NO_SUCH_ASSET);
  }
}
