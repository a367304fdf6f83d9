package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ANY;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.asset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ListContainers.Result;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * The list over several projects, page after page, while others write. Containers with an odd
 * number are calm: nobody writes them meanwhile. The others come, go and move.
 */
class BoundListsPropertyTest {
  private static final int CONTAINERS = 24;
  private static final Projects BOUND = Projects.only("a", "b", "c");
  private static final Caller CALLER = OWNER.within(BOUND);

  @Property(tries = 300)
  void what_is_calm_is_listed_once_in_order_and_nothing_from_outside_ever(@ForAll long seed) {
    Random random = new Random(seed);
    World world = new World();
    for (int number = 0; number < CONTAINERS; number++) {
      publish(world, number, random);
    }
    List<ContainerId> expected = calm(world);
    ListContainers lists = ListContainers.over(new ShortPages(world.store, random));
    List<ContainerSummary> listed = new ArrayList<>();
    ContainerPosition next = null;
    do {
      int limit = 1 + random.nextInt(6);
      Result.Page page = (Result.Page) lists.list(CALLER, ContainerFilter.ALL, next, limit);
      assertThat(page.containers()).hasSizeLessThanOrEqualTo(limit);
      listed.addAll(page.containers());
      next = page.next();
      write(world, 2 * random.nextInt(CONTAINERS / 2), random);
    } while (next != null);
    assertThat(listed).allMatch(row -> BOUND.include(row.details().projectId()));
    assertThat(listed).isSortedAccordingTo(Comparator.comparing(ContainerSummary::position));
    assertThat(
            listed.stream()
                .map(row -> row.key().container())
                .filter(BoundListsPropertyTest::isCalm))
        .containsExactlyElementsOf(expected);
  }

  @Property(tries = 50)
  void without_writers_the_list_is_that_of_the_organization_without_the_rest(@ForAll long seed) {
    Random random = new Random(seed);
    World world = new World();
    for (int number = 0; number < CONTAINERS; number++) {
      publish(world, number, random);
    }
    ListContainers lists = world.publishing;
    Result.Page all = (Result.Page) lists.list(OWNER, ContainerFilter.ALL, null, CONTAINERS);
    Result.Page bound = (Result.Page) lists.list(CALLER, ContainerFilter.ALL, null, CONTAINERS);
    assertThat(bound.containers())
        .containsExactlyElementsOf(
            all.containers().stream()
                .filter(row -> BOUND.include(row.details().projectId()))
                .toList());
  }

  /** Those that are to be listed, as a store without projects would list them. */
  private static List<ContainerId> calm(World world) {
    Result.Page all =
        (Result.Page) world.publishing.list(OWNER, ContainerFilter.ALL, null, CONTAINERS);
    return all.containers().stream()
        .filter(row -> BOUND.include(row.details().projectId()))
        .map(row -> row.key().container())
        .filter(BoundListsPropertyTest::isCalm)
        .toList();
  }

  private static boolean isCalm(ContainerId container) {
    return container.uuid().getLeastSignificantBits() % 2 == 1;
  }

  private static void write(World world, int number, Random random) {
    if (random.nextInt(3) == 0) {
      world.publishing.delete(OWNER, id(number), ANY);
    } else {
      publish(world, number, random);
    }
  }

  /** At one of a few times, so that many share one. */
  private static void publish(World world, int number, Random random) {
    String[] projects = {"a", "b", "c", "d", null};
    world.publish(
        new ContainerDraft(
            id(number),
            START.plusSeconds(random.nextInt(4)),
            ContainerDetails.builder().projectId(projects[random.nextInt(5)]).build(),
            List.of(asset("f" + random.nextInt(100) + ".png"))));
  }

  private static ContainerId id(int number) {
    return new ContainerId(new UUID(7, number));
  }

  /** Ends pages early, as a store may, also without an entry. */
  private static final class ShortPages extends ForwardingContainerStore {
    private final Random random;

    ShortPages(ContainerStore store, Random random) {
      super(store);
      this.random = random;
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      Page page = super.list(organization, filter, after, 1 + random.nextInt(limit));
      if (page.entries().isEmpty() || random.nextInt(3) > 0) {
        return page;
      }
      ContainerPosition first = page.entries().get(0).position();
      ContainerPosition before =
          new ContainerPosition(
              first.createdAt().plusNanos(1_000), new ContainerId(new UUID(0, 0)));
      boolean isProgress = after == null || before.compareTo(after) > 0;
      return isProgress ? new Page(List.of(), before) : page;
    }
  }
}
