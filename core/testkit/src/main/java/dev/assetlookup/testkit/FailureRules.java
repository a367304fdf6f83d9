package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertCorrupt;
import static dev.assetlookup.testkit.FailedCalls.assertUnavailable;
import static dev.assetlookup.testkit.Positions.positionOf;
import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An unreachable storage and corrupt records. */
abstract class FailureRules extends ContainerRules {
  FailureRules(ContainerStoreSetup test) {
    super(test);
  }

  /**
   * C112: if the storage does not answer, each call throws a StoreUnavailableException and nothing
   * of the driver's. Skipped where {@link ContainerStoreContract#disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void c112_an_unreachable_storage_is_reported_as_such() throws Exception {
    ContainerStore store = empty();
    Container stored = container(1, List.of(image(CONTAINER, "a")));
    create(store, stored);
    disconnect(store);
    AssetId id = new AssetId("a");
    assertUnavailable("find", () -> store.find(CONTAINER, id));
    assertUnavailable("findAll", () -> store.findAll(List.of(asset(CONTAINER, "a"))));
    assertUnavailable("findWithProject", () -> store.findWithProject(CONTAINER, id));
    assertUnavailable(
        "findAllWithProjects", () -> store.findAllWithProjects(List.of(asset(CONTAINER, "a"))));
    assertUnavailable("read", () -> store.read(CONTAINER));
    assertUnavailable("swap from NONE", () -> store.swap(stored, Revision.NONE));
    assertUnavailable("swap", () -> store.swap(withRevision(2, stored), stored.revision()));
    assertUnavailable("remove", () -> store.remove(CONTAINER, stored.revision()));
    assertUnavailable("latestRevision", () -> store.latestRevision(CONTAINER));
    assertUnavailable("list", () -> store.list(ACME, ContainerFilter.ALL, null, 1));
    assertUnavailable("scan", () -> store.scan(null, 1));
    for (Stage stage : Stage.values()) {
      assertUnavailable("due(" + stage + ")", () -> store.due(stage, FOREVER, null, 1));
    }
  }

  /**
   * C113: a corrupt record is reported as such, hides no neighbour, and is replaced by a swap from
   * its latest revision. Skipped where {@link ContainerStoreContract#corrupt} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void c113_a_corrupt_record_is_reported_and_can_be_replaced() throws Exception {
    ContainerStore store = empty();
    Container stored = container(3, List.of(image(CONTAINER, "a")));
    Container neighbour = container(numbered(1), 1, List.of(image(numbered(1), "a")));
    create(store, stored);
    create(store, neighbour);
    corrupt(store, CONTAINER);

    assertCorrupt("read", () -> store.read(CONTAINER));
    List<Scanned> scanned = Pages.scan(store, 1);
    Same.assertSame(
        "scan", scanned.stream().map(Scanned::key).toList(), List.of(numbered(1), CONTAINER));
    Same.assertSame("scan", scanned.get(0), new Scanned.Whole(neighbour));
    assertThat(scanned.get(1)).as("scan").isInstanceOf(Scanned.Broken.class);
    assertRead(store, numbered(1), neighbour);
    assertFinds(store, numbered(1), neighbour.assets());

    Revision latest = store.latestRevision(CONTAINER);
    assertThat(latest.number()).as("latestRevision").isGreaterThanOrEqualTo(3);
    Container next = container(latest.next().number(), List.of(image(CONTAINER, "b")));
    assertThat(store.swap(next, Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(store.swap(next, latest)).isEqualTo(Swap.DONE);
    assertRead(store, CONTAINER, next);
    assertFinds(store, CONTAINER, next.assets());
    assertFind(store, CONTAINER, new AssetId("a"), NO_SUCH_ASSET);
    Page page = Pages.next(store, ACME, ContainerFilter.ALL, null, MANY);
    assertThat(positionsOf(page))
        .containsExactlyInAnyOrder(positionOf(next), positionOf(neighbour));
  }
}
