package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every call answers after a container was removed. */
abstract class RemovedContainerRules extends ContainerRules {
  RemovedContainerRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C64: a removed container leaves no trace in any answer; its neighbours stay whole. */
  @Test
  protected void c64_a_removed_container_leaves_no_trace() {
    ContainerStore store = empty();
    Container removed = eventful(CONTAINER);
    Container neighbour = eventful(numbered(1));
    Container namesake = eventful(new ContainerKey(OTHER, CONTAINER.container()));
    List.of(removed, neighbour, namesake).forEach(container -> create(store, container));
    assertThat(store.remove(CONTAINER, removed.revision())).isEqualTo(Swap.DONE);

    assertAbsent(store, removed);
    for (Container other : List.of(neighbour, namesake)) {
      assertRead(store, other.key(), other);
      assertFinds(store, other.key(), other.assets());
    }
    assertThat(Pages.scan(store, MANY))
        .extracting(Scanned::key)
        .isEqualTo(keys(neighbour, namesake));
    assertThat(Pages.list(store, ACME, ContainerFilter.ALL, MANY))
        .extracting(Listed::position)
        .extracting(position -> position.container())
        .containsExactly(neighbour.key().container());
    for (Stage stage : Stage.values()) {
      assertThat(Pages.due(store, stage, FOREVER, MANY))
          .as(stage.name())
          .extracting(Due::key)
          .isEqualTo(keys(neighbour, namesake));
    }
  }

  /** C67: a removed container is unknown: it can be created, and has nothing of the old one. */
  @Test
  protected void c67_a_removed_container_can_be_created() {
    ContainerStore store = empty();
    Container old = eventful(CONTAINER);
    create(store, old);
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.DONE);
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.STALE);
    Container anew = anew(store, container(1, List.of(image(CONTAINER, "new"))));
    assertThat(store.swap(anew, old.revision())).isEqualTo(Swap.STALE);
    assertAbsent(store, old);

    create(store, anew);
    assertRead(store, CONTAINER, anew);
    assertFinds(store, CONTAINER, anew.assets());
    idsOf(old).forEach(id -> assertFind(store, CONTAINER, id, NO_SUCH_ASSET));
    Same.assertSame("due", Pages.due(store, Stage.RELEASE, FOREVER, MANY), List.of());
    assertThat(store.remove(CONTAINER, old.revision())).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, anew);
  }

  private static List<ContainerKey> keys(Container... containers) {
    return List.of(containers).stream().map(Container::key).sorted().toList();
  }
}
