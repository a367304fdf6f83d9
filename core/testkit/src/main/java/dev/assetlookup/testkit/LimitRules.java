package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionOf;
import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Very many containers, and very large limits. */
abstract class LimitRules extends ContainerRules {
  // More than any round number that a store might stop at.
  private static final int VERY_MANY = 130;

  LimitRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C109: a scan and the list of what is due are complete, however many containers there are. */
  @Test
  protected void c109_a_scan_and_what_is_due_are_complete() {
    ContainerStore store = empty();
    List<ContainerKey> keys = new ArrayList<>();
    for (int i = 0; i < VERY_MANY; i++) {
      ContainerKey key = numbered(i);
      keys.add(key);
      Asset asset = image(key, "a");
      create(
          store,
          container(
              key,
              1,
              List.of(),
              new SupersededAsset(asset, 0, new Revision(1), due(i), false, Media.HELD),
              new SupersededAsset(
                  image(key, "b"), 1, new Revision(1), due(i), false, Media.RELEASED)));
    }
    for (int limit : List.of(100, MANY)) {
      String pages = " in pages of " + limit;
      Same.assertSame(
          "scan" + pages, Pages.scan(store, limit).stream().map(Scanned::key).toList(), keys);
      for (Stage stage : Stage.values()) {
        Same.assertSame(
            "due(" + stage + ")" + pages,
            Pages.due(store, stage, FOREVER, limit).stream().map(Due::key).toList(),
            keys);
      }
    }
  }

  private static Instant due(int number) {
    return CREATED.plusSeconds(number);
  }

  /**
   * C110: a limit may be as large as an int, and asks for no more memory than there are entries.
   */
  @Test
  protected void c110_a_limit_may_be_as_large_as_an_int() {
    ContainerStore store = empty();
    Container container =
        container(
            CONTAINER, 1, List.of(image(CONTAINER, "a")), superseded(video(CONTAINER, "b"), 1));
    create(store, container);
    for (int limit : List.of(100_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)) {
      assertThat(store.list(ACME, ContainerFilter.ALL, null, limit).entries()).hasSize(1);
      assertThat(store.scan(null, limit)).hasSize(1);
      assertThat(store.due(Stage.RELEASE, FOREVER, null, limit)).hasSize(1);
    }
  }

  /** C108: a list is complete, however many containers there are or a filter leaves out. */
  @Test
  protected void c108_a_list_of_very_many_is_complete() {
    ContainerStore store = empty();
    Container wanted = container(numbered(0), 1, CREATED, details("wanted", null));
    create(store, wanted);
    List<ContainerPosition> all = new ArrayList<>(positionsOf(wanted));
    for (int i = 1; i <= VERY_MANY; i++) {
      Container other =
          container(numbered(i), 1, CREATED.plusSeconds(i), details("unwanted", null));
      create(store, other);
      all.add(0, positionOf(other));
    }
    ContainerFilter filter =
        new ContainerFilter("wanted", Set.of(), Set.of(), Set.of(), null, null);
    for (int limit : List.of(1, 100, MANY)) {
      Same.assertSame(
          "list(project wanted) in pages of " + limit,
          positionsOf(Pages.list(store, ACME, filter, limit)),
          positionsOf(wanted));
    }
    Same.assertSame("list", positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, MANY)), all);
  }
}
