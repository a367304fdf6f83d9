package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FilteredLists.assertLists;
import static dev.assetlookup.testkit.FilteredLists.between;
import static dev.assetlookup.testkit.FilteredLists.with;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times, and several conditions of a list together. */
abstract class FilterCombinationRules extends ContainerRules {
  FilterCombinationRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C83: both ends of a time are included, to the microsecond. */
  @Test
  protected void c83_both_ends_of_a_time_are_included() {
    ContainerStore store = empty();
    Instant middle = CREATED.plus(MICROSECOND);
    Instant last = middle.plus(MICROSECOND);
    Container a = container(numbered(1), 1, CREATED, details(null, null));
    Container b = container(numbered(2), 1, middle, details(null, null));
    Container c = container(numbered(3), 1, last, details(null, null));
    createShuffled(store, List.of(a, b, c));
    assertLists(store, between(CREATED, null), List.of(a, b, c));
    assertLists(store, between(middle, null), List.of(b, c));
    assertLists(store, between(last, null), List.of(c));
    assertLists(store, between(last.plus(MICROSECOND), null), List.of());
    assertLists(store, between(null, last), List.of(a, b, c));
    assertLists(store, between(null, middle), List.of(a, b));
    assertLists(store, between(null, CREATED), List.of(a));
    assertLists(store, between(null, CREATED.minus(MICROSECOND)), List.of());
    assertLists(store, between(middle, middle), List.of(b));
    assertLists(store, between(last, CREATED), List.of());
    assertLists(store, between(Instant.EPOCH, FOREVER), List.of(a, b, c));
  }

  /** C84: several conditions hold together, on every page. */
  @Test
  protected void c84_all_conditions_hold_on_every_page() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (String project : List.of("p", "q")) {
      for (ContainerStatus status : ContainerStatus.values()) {
        for (String format : List.of("reel", "story", "")) {
          all.add(with(all.size(), details(project, status, format)));
        }
      }
    }
    createShuffled(store, all);
    create(store, with(100, details(null, null)));
    create(
        store,
        container(new ContainerKey(OTHER, numbered(1).container()), 1, CREATED, details("p", "")));
    ContainerFilter filter =
        new ContainerFilter(
            "p",
            Set.of(ContainerStatus.PROCESSING, ContainerStatus.COMPLETED, ContainerStatus.FAILED),
            Set.of("reel", ""),
            Set.of(),
            all.get(4).createdAt(),
            all.get(11).createdAt());
    List<Container> expected =
        all.stream().filter(c -> filter.includes(c.createdAt(), c.details())).toList();
    assertThat(expected).hasSize(5);
    assertLists(store, filter, expected);
  }
}
