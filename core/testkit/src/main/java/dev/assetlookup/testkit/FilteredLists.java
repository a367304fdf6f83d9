package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conditions for lists, containers that meet them or not, and what a list by them has to be. */
final class FilteredLists {
  private FilteredLists() {}

  static void assertLists(
      ContainerStore store, ContainerFilter filter, List<Container> containers) {
    List<ContainerPosition> expected =
        containers.stream().map(Positions::positionOf).sorted().toList();
    for (int limit : List.of(2, ContainerRules.MANY)) {
      Same.assertSame(
          "list(" + filter + ") in pages of " + limit,
          positionsOf(Pages.list(store, ACME, filter, limit)),
          expected);
    }
  }

  static Container with(int number, ContainerDetails details) {
    return container(numbered(number), 1, CREATED.plusSeconds(number), details);
  }

  static ContainerFilter filter(
      @Nullable String projectId, Set<ContainerStatus> statuses, Set<String> formats) {
    return new ContainerFilter(projectId, statuses, formats, Set.of(), null, null);
  }

  static ContainerFilter between(@Nullable Instant since, @Nullable Instant until) {
    return new ContainerFilter(null, Set.of(), Set.of(), Set.of(), since, until);
  }
}
