package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.Samples.CONTAINER;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a caller does wrong. */
abstract class MisuseRules extends ReaderRules {
  MisuseRules(AssetReaderContract test) {
    super(test);
  }

  /** R28: a null is the caller's mistake and gives a {@link NullPointerException}. */
  @Test
  protected void r28_null_is_the_callers_mistake() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    AssetId id = new AssetId("slide-1");
    assertRefusesNull("find(null, id)", () -> reader.find(nothing(), id));
    assertRefusesNull("find(container, null)", () -> reader.find(CONTAINER, nothing()));
    assertRefusesNull("find(unknown, null)", () -> reader.find(UNKNOWN, nothing()));
    assertRefusesNull("read(null)", () -> reader.read(nothing()));
    assertRefusesNull("findAll(null)", () -> reader.findAll(nothing()));
    List<AssetKey> asked = new ArrayList<>(List.of(asset(CONTAINER, "slide-1")));
    asked.add(nothing());
    assertRefusesNull("findAll of null among others", () -> reader.findAll(asked));
    assertRefusesNull("findWithProject(null, id)", () -> reader.findWithProject(nothing(), id));
    assertRefusesNull(
        "findWithProject(unknown, null)", () -> reader.findWithProject(UNKNOWN, nothing()));
    assertRefusesNull(
        "findAllWithProjects of null among others", () -> reader.findAllWithProjects(asked));
  }
}
