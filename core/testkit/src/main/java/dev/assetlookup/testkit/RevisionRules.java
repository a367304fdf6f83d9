package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Revisions that never come back. */
abstract class RevisionRules extends ContainerRules {
  RevisionRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C103: the latest revision is that of what is stored, deleted or not; NONE if never used. */
  @Test
  protected void c103_the_latest_revision_is_that_of_what_is_stored() {
    ContainerStore store = empty();
    assertLatest(store, Revision.NONE);
    Container first = container(5, List.of(image(CONTAINER, "a")));
    create(store, first);
    assertLatest(store, first.revision());
    Container deleted = deleted(CONTAINER, 5_000_000_000L);
    replace(store, first, deleted);
    assertLatest(store, deleted.revision());
    Container again = container(Long.MAX_VALUE, List.of());
    replace(store, deleted, again);
    assertLatest(store, again.revision());
  }

  private static void assertLatest(ContainerStore store, Revision expected) {
    assertThat(store.latestRevision(CONTAINER)).isEqualTo(expected);
  }

  /** C104: a revision never comes back, even after its container was removed. */
  @Test
  protected void c104_a_revision_never_comes_back() {
    ContainerStore store = empty();
    Container removed = container(7, List.of(image(CONTAINER, "a")));
    create(store, removed);
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.DONE);
    for (ContainerStore each : List.of(store, other(store))) {
      Revision latest = each.latestRevision(CONTAINER);
      assertThat(latest.number()).isGreaterThanOrEqualTo(7);
      for (long before : List.of(1L, 6L, 7L, latest.number())) {
        Container next = withRevision(before, removed);
        assertThat(each.swap(next, Revision.NONE)).as("swap to " + before).isEqualTo(Swap.STALE);
        assertNotRead(each, CONTAINER);
      }
    }
    Container anew = anew(store, container(1, List.of(image(CONTAINER, "b"))));
    create(store, anew);
    assertRead(store, CONTAINER, anew);
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, anew);
    assertThat(store.remove(CONTAINER, anew.revision())).isEqualTo(Swap.DONE);
    assertThat(store.latestRevision(CONTAINER).number())
        .isGreaterThanOrEqualTo(anew.revision().number());
  }
}
