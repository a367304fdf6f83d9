package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import java.util.List;

/** Where containers stand in a list. */
final class Positions {
  private Positions() {}

  static ContainerPosition positionOf(Container container) {
    return new ContainerPosition(container.createdAt(), container.key().container());
  }

  static List<ContainerPosition> positionsOf(Container... containers) {
    return List.of(containers).stream().map(Positions::positionOf).toList();
  }

  static List<ContainerPosition> positionsOf(Page page) {
    return positionsOf(page.entries());
  }

  static List<ContainerPosition> positionsOf(List<Listed> listed) {
    return listed.stream().map(Listed::position).toList();
  }
}
