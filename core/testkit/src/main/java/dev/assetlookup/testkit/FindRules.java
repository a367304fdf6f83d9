package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.SLIDE;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.List;
import java.util.Map;
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
    assertFind(reader, NEIGHBOUR, SLIDE, NO_SUCH_CONTAINER);
  }

  /** R10: another organization's container gives NoSuchContainer, for any id. */
  @Test
  protected void r10_a_foreign_container_gives_no_such_container() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    assertFind(reader, foreign, SLIDE, NO_SUCH_CONTAINER);
    assertFind(reader, foreign, new AssetId("slide-2"), NO_SUCH_CONTAINER);
  }

  /** R11: organizations are compared whole and exactly, case included. */
  @Test
  protected void r11_organizations_are_compared_whole_and_exactly() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    for (String other : List.of("org_acm", "org_acme2", "org-acme", "Org_acme", "ORG_ACME")) {
      ContainerKey foreign = new ContainerKey(new OrganizationId(other), CONTAINER.container());
      assertFind(reader, foreign, SLIDE, NO_SUCH_CONTAINER);
    }
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
}
