package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FilteredLists.assertLists;
import static dev.assetlookup.testkit.FilteredLists.between;
import static dev.assetlookup.testkit.FilteredLists.filter;
import static dev.assetlookup.testkit.FilteredLists.with;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.store.ContainerStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A list by conditions after containers were written. */
abstract class FilterChangeRules extends ContainerRules {
  FilterChangeRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C85: a container is listed by what it is now, not by what it was. */
  @Test
  protected void c85_a_list_follows_every_write() {
    ContainerStore store = empty();
    ContainerKey key = numbered(5);
    Container fixed = with(1, details("p", "reel"));
    Container first = container(key, 1, CREATED, details("p", ContainerStatus.PROCESSING, "reel"));
    Container second =
        container(key, 2, CREATED.plusSeconds(9), details("q", ContainerStatus.COMPLETED, "story"));
    Container third = container(key, 3, CREATED.plusSeconds(9), details(null, null));
    create(store, fixed);
    create(store, first);
    replace(store, first, second);
    assertLists(store, filter("p", Set.of(), Set.of()), List.of(fixed));
    assertLists(store, filter(null, Set.of(), Set.of("reel")), List.of(fixed));
    assertLists(store, filter(null, Set.of(ContainerStatus.PROCESSING), Set.of()), List.of());
    assertLists(store, filter("q", Set.of(), Set.of("story")), List.of(second));
    assertLists(store, between(CREATED.plusSeconds(9), null), List.of(second));
    assertLists(store, ContainerFilter.ALL, List.of(fixed, second));
    replace(store, second, third);
    assertLists(store, filter("q", Set.of(), Set.of()), List.of());
    assertLists(store, filter(null, Set.of(), Set.of("story")), List.of());
    assertLists(store, ContainerFilter.ALL, List.of(fixed, third));
  }

  /** C86: conditions never bring a deleted container back. */
  @Test
  protected void c86_no_condition_lists_a_deleted_container() {
    ContainerStore store = empty();
    Container first = with(1, details("p", "reel"));
    Container deleted =
        new Container(
            first.key(),
            first.revision().next(),
            first.createdAt(),
            first.details(),
            List.of(),
            List.of(),
            LATER);
    Set<ContainerStatus> completed = Set.of(ContainerStatus.COMPLETED);
    create(store, first);
    assertLists(store, filter("p", completed, Set.of("reel")), List.of(first));
    replace(store, first, deleted);
    for (ContainerFilter filter :
        List.of(
            ContainerFilter.ALL,
            filter("p", Set.of(), Set.of()),
            filter(null, completed, Set.of()),
            filter(null, Set.of(), Set.of("reel")),
            between(first.createdAt(), first.createdAt()),
            filter("p", completed, Set.of("reel")))) {
      assertLists(store, filter, List.of());
    }
  }
}
