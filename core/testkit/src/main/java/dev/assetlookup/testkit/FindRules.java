package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which asset an id means, and the kinds of absence. */
abstract class FindRules extends ReaderRules {
  FindRules(AssetReaderContract test) {
    super(test);
  }

  /** R08: an id that the container does not have gives NoSuchAsset. */
  @Test
  protected void r08_an_unknown_id_gives_no_such_asset() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    assertFind(reader, CONTAINER, new AssetId("slide-2"), NO_SUCH_ASSET);
  }

  /** R09: a container that nobody wrote gives NoSuchContainer. */
  @Test
  protected void r09_an_unknown_container_gives_no_such_container() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    assertFind(reader, NEIGHBOUR, new AssetId("slide-1"), NO_SUCH_CONTAINER);
  }

  /** R10: another organization's container gives NoSuchContainer, for any id. */
  @Test
  protected void r10_a_foreign_container_gives_no_such_container() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    assertFind(reader, foreign, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    assertFind(reader, foreign, new AssetId("slide-2"), NO_SUCH_CONTAINER);
  }

  /** R11: organizations are compared whole and exactly, case included. */
  @Test
  protected void r11_organizations_are_compared_whole_and_exactly() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    for (String other : List.of("org_acm", "org_acme2", "org-acme", "Org_acme", "ORG_ACME")) {
      ContainerKey foreign = new ContainerKey(new OrganizationId(other), CONTAINER.container());
      assertFind(reader, foreign, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    }
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

  /** R16: one id in two containers of an organization means two assets. */
  @Test
  protected void r16_an_id_belongs_to_its_container() {
    Asset here = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-1");
    Asset onlyThere = image(NEIGHBOUR, "slide-2");
    AssetReader reader =
        holding(Map.of(CONTAINER, List.of(here), NEIGHBOUR, List.of(there, onlyThere)));
    assertFinds(reader, CONTAINER, List.of(here));
    assertFinds(reader, NEIGHBOUR, List.of(there, onlyThere));
    assertFind(reader, CONTAINER, onlyThere.id(), NO_SUCH_ASSET);
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
}
