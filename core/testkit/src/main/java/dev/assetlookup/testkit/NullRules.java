package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.withRevision;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A null, which is a mistake of the caller. */
abstract class NullRules extends ContainerRules {
  NullRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C111: a null is the caller's mistake: it gives a NullPointerException and changes nothing. */
  @Test
  protected void c111_null_is_the_callers_mistake_in_every_call() {
    ContainerStore store = empty();
    Container stored = container(1, List.of(image(CONTAINER, "a")));
    create(store, stored);
    Revision revision = stored.revision();
    assertRefusesNull("swap(null, revision)", () -> store.swap(nothing(), revision));
    assertRefusesNull("swap(next, null)", () -> store.swap(withRevision(2, stored), nothing()));
    assertRefusesNull("remove(null, revision)", () -> store.remove(nothing(), revision));
    assertRefusesNull("remove(key, null)", () -> store.remove(CONTAINER, nothing()));
    assertRefusesNull("latestRevision(null)", () -> store.latestRevision(nothing()));
    assertRefusesNull(
        "list(null, filter)", () -> store.list(nothing(), ContainerFilter.ALL, null, 1));
    assertRefusesNull("list(organization, null)", () -> store.list(ACME, nothing(), null, 1));
    assertRefusesNull("due(null, until)", () -> store.due(nothing(), FOREVER, null, 1));
    assertRefusesNull("due(stage, null)", () -> store.due(Stage.FORGET, nothing(), null, 1));
    assertRead(store, CONTAINER, stored);
  }
}
