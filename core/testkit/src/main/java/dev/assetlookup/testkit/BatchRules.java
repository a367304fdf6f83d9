package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.store.AssetReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several assets at once, each answered as if it was asked for alone. */
abstract class BatchRules extends ReaderRules {
  BatchRules(AssetReaderContract test) {
    super(test);
  }

  /** R18: readings come in the order asked, absent assets and containers among present ones. */
  @Test
  protected void r18_readings_come_in_the_order_asked() {
    Asset here = video(CONTAINER, "teaser");
    Asset alsoHere = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-1");
    AssetReader reader =
        holding(Map.of(CONTAINER, List.of(here, alsoHere), NEIGHBOUR, List.of(there)));
    assertFindAll(
        reader,
        List.of(
            asset(NEIGHBOUR, "slide-1"),
            asset(CONTAINER, "teaser"),
            asset(UNKNOWN, "slide-1"),
            asset(CONTAINER, "slide-2"),
            asset(NEIGHBOUR, "a"),
            asset(CONTAINER, "slide-1")),
        List.of(
            present(there),
            present(here),
            NO_SUCH_CONTAINER,
            NO_SUCH_ASSET,
            NO_SUCH_ASSET,
            present(alsoHere)));
  }

  /** R19: what is asked for twice is given twice. */
  @Test
  protected void r19_what_is_asked_for_twice_is_given_twice() {
    Asset first = image(CONTAINER, "slide-1");
    Asset second = image(CONTAINER, "slide-2");
    AssetKey one = asset(CONTAINER, "slide-1");
    AssetKey two = asset(CONTAINER, "slide-2");
    AssetKey absent = asset(CONTAINER, "slide-3");
    AssetKey lost = asset(UNKNOWN, "slide-1");
    assertFindAll(
        holding(first, second),
        List.of(one, two, one, absent, lost, absent, lost, one),
        List.of(
            present(first),
            present(second),
            present(first),
            NO_SUCH_ASSET,
            NO_SUCH_CONTAINER,
            NO_SUCH_ASSET,
            NO_SUCH_CONTAINER,
            present(first)));
  }

  /** R21: a request for no asset gives an empty list. */
  @Test
  protected void r21_who_asks_for_nothing_gets_nothing() {
    assertThat(holding(image(CONTAINER, "slide-1")).findAll(List.of())).isEmpty();
  }
}
