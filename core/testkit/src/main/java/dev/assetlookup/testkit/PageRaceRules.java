package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages read beside a writer who never rests. */
abstract class PageRaceRules extends ContainerRules {
  PageRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C57: while others write, each container that nobody writes is seen exactly once. */
  @Test
  @Tag(Racing.TAG)
  protected void c57_a_scan_racing_writers_sees_every_quiet_container_once() {
    assertHasQuiet("scan", Container::key, store -> ScanRules.keysOf(Pages.scan(store, 4)));
  }

  /** C77: while others write, each container that nobody writes is listed exactly once. */
  @Test
  @Tag(Racing.TAG)
  protected void c77_a_list_racing_writers_has_every_quiet_container_once() {
    assertHasQuiet(
        "list",
        Positions::positionOf,
        store -> positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, 4)));
  }

  /** C99: while others write, each entry of a container that nobody writes appears exactly once. */
  @Test
  @Tag(Racing.TAG)
  protected void c99_beside_writers_every_quiet_entry_appears_once() {
    assertHasQuiet(
        "due",
        container -> new Due(container.createdAt(), container.key()),
        store -> Pages.due(store, Stage.RELEASE, FOREVER, 4));
  }

  private <T extends Comparable<? super T>> void assertHasQuiet(
      String call, Function<Container, T> entry, Function<ContainerStore, List<T>> pages) {
    ContainerStore store = empty();
    List<Container> quiet =
        IntStream.range(0, BusyNeighbour.QUIET).mapToObj(BusyNeighbour::quiet).toList();
    quiet.forEach(container -> create(store, container));
    List<T> expected = quiet.stream().map(entry).sorted().toList();
    Racing.whileWriting(
        new BusyNeighbour(store),
        List.of(
            () ->
                Same.assertSame(
                    call,
                    pages.apply(store).stream().filter(expected::contains).toList(),
                    expected)));
  }
}
