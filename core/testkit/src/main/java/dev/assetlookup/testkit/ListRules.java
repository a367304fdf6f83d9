package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listing what an organization has, page by page. */
abstract class ListRules extends ContainerRules {
  // More than any round number that a store might stop at.
  private static final int VERY_MANY = 130;

  ListRules(ContainerStoreContract test) {
    super(test);
  }

  /** C70: the newest container comes first, whatever the order of ids and writes. */
  @Test
  protected void c70_the_newest_container_comes_first() {
    assertListedInThisOrder(
        List.of(
            created(3, FOREVER),
            created(9, CREATED.plusSeconds(86_400)),
            created(1, CREATED.plusSeconds(1)),
            created(5, CREATED),
            created(2, CREATED.minusSeconds(1)),
            created(8, Instant.EPOCH.plusSeconds(1)),
            created(4, Instant.EPOCH)));
  }

  /** C71: at equal times the higher id comes first, as an unsigned number; microseconds count. */
  @Test
  protected void c71_of_one_time_the_higher_id_comes_first() {
    Instant later = CREATED.plus(MICROSECOND);
    assertListedInThisOrder(
        List.of(
            created("00000000-0000-0000-0000-000000000001", later),
            created("ffffffff-ffff-ffff-ffff-ffffffffffff", CREATED),
            created("a0000000-0000-0000-0000-000000000000", CREATED),
            created("80000000-0000-0000-0000-000000000000", CREATED),
            created("7fffffff-ffff-ffff-ffff-ffffffffffff", CREATED),
            created("0fffffff-0000-0000-0000-000000000000", CREATED),
            created("00000000-0000-0001-0000-000000000000", CREATED),
            created("00000000-0000-0000-8000-000000000000", CREATED),
            created("00000000-0000-0000-7fff-ffffffffffff", CREATED),
            created("ffffffff-ffff-ffff-ffff-fffffffffffe", CREATED.minus(MICROSECOND))));
  }

  /** C72: pages of any length give every container once, in order. */
  @Test
  protected void c72_pages_of_any_length_give_each_container_once() {
    ContainerStore store = empty();
    List<Container> containers = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      containers.add(created(i, CREATED.plusNanos(1_000L * (i % 5))));
      create(store, listed(new ContainerKey(OTHER, numbered(i).container()), CREATED));
    }
    createShuffled(store, containers);
    List<ContainerPosition> expected =
        containers.stream().map(ContainerRules::positionOf).sorted().toList();
    for (int limit : List.of(1, 2, 7, 20, 21, 22, MANY)) {
      Same.assertSame(
          "list in pages of " + limit,
          positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, limit)),
          expected);
    }
  }

  /** C73: no page is longer than its limit, and nothing follows the last entry. */
  @Test
  protected void c73_no_page_of_a_list_is_longer_than_its_limit() {
    ContainerStore store = empty();
    Container first = created(3, CREATED);
    Container second = created(2, CREATED);
    Container third = created(1, CREATED);
    createShuffled(store, List.of(first, second, third));
    Page page = page(store, null, 1);
    Same.assertSame("list", positionsOf(page), positionsOf(first));
    page = page(store, page.next(), 1);
    Same.assertSame("list", positionsOf(page), positionsOf(second));
    page = page(store, page.next(), 3);
    Same.assertSame("list", positionsOf(page), positionsOf(third));
    assertThat(page.next()).isNull();
    assertThat(page(empty(), null, 1)).isEqualTo(new Page(List.of(), null));
  }

  /** C74: deleted containers are not listed; those written again are, at their new place. */
  @Test
  protected void c74_deleted_containers_are_not_listed() {
    ContainerStore store = empty();
    Container stays = created(1, CREATED);
    Container first = created(2, CREATED.plusSeconds(1));
    Container deleted = deleted(first.key(), 2);
    createShuffled(store, List.of(stays, first, deleted(numbered(3), 1)));
    replace(store, first, deleted);
    Same.assertSame("list", positionsOf(page(store, null, MANY)), positionsOf(stays));
    Container again = container(first.key(), 3, CREATED.minusSeconds(5), details(null, null));
    replace(store, deleted, again);
    Same.assertSame("list", positionsOf(page(store, null, MANY)), positionsOf(stays, again));
  }

  /** C75: other organizations are not listed; their names are compared whole and exactly. */
  @Test
  protected void c75_other_organizations_are_not_listed() {
    ContainerStore store = empty();
    Container own = created(1, CREATED);
    create(store, own);
    for (String other : List.of("org_acm", "org_acme2", "org-acme", "Org_acme", "ORG_ACME")) {
      OrganizationId organization = new OrganizationId(other);
      Same.assertSame(
          "list(" + other + ")",
          Pages.list(store, organization, ContainerFilter.ALL, MANY),
          List.of());
      create(store, listed(new ContainerKey(organization, own.key().container()), CREATED));
      create(store, listed(new ContainerKey(organization, numbered(2).container()), CREATED));
    }
    Same.assertSame("list", positionsOf(page(store, null, MANY)), positionsOf(own));
  }

  /** C76: what is created, deleted or removed between two pages does not disturb the others. */
  @Test
  protected void c76_writes_between_pages_do_not_disturb() {
    ContainerStore store = empty();
    List<Container> quiet = new ArrayList<>();
    for (int i = 50; i > 0; i -= 10) {
      quiet.add(created(i, CREATED.plusSeconds(i)));
    }
    createShuffled(store, quiet);
    Container last = created(45, CREATED.plusSeconds(45));
    Container removed = created(32, CREATED.plusSeconds(32));
    Container deleted = created(25, CREATED.plusSeconds(25));
    createShuffled(store, List.of(last, removed, deleted));
    Page page = page(store, null, 2);
    Same.assertSame("list", positionsOf(page), positionsOf(quiet.get(0), last));

    create(store, created(60, CREATED.plusSeconds(60)));
    create(store, created(70, CREATED.plusSeconds(70)));
    Container added = created(35, CREATED.plusSeconds(35));
    create(store, added);
    assertThat(store.remove(last.key(), last.revision())).isEqualTo(Swap.DONE);
    assertThat(store.remove(removed.key(), removed.revision())).isEqualTo(Swap.DONE);
    replace(store, deleted, deleted(deleted.key(), 2));
    page = page(store, page.next(), 4);
    Same.assertSame(
        "list", positionsOf(page), positionsOf(quiet.get(1), added, quiet.get(2), quiet.get(3)));
    Same.assertSame("list", positionsOf(page(store, page.next(), 4)), positionsOf(quiet.get(4)));
  }

  /** C77: while others write, each container that nobody writes is listed exactly once. */
  @Test
  @Tag(Racing.TAG)
  protected void c77_a_list_racing_writers_has_every_quiet_container_once() {
    ContainerStore store = empty();
    List<Container> quiet = new ArrayList<>();
    for (int i = BusyNeighbour.QUIET - 1; i >= 0; i--) {
      quiet.add(BusyNeighbour.quiet(i));
    }
    quiet.forEach(container -> create(store, container));
    List<ContainerPosition> expected = quiet.stream().map(ContainerRules::positionOf).toList();
    Racing.whileWriting(
        new BusyNeighbour(store),
        List.of(
            () ->
                Same.assertSame(
                    "list",
                    positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, 4)).stream()
                        .filter(expected::contains)
                        .toList(),
                    expected)));
  }

  /** C78: a row has all details of its container, and its whole first asset. */
  @Test
  protected void c78_a_row_is_whole() {
    ContainerStore store = empty();
    ContainerDetails everything =
        new ContainerDetails(
            "project_1.a-b",
            ContainerStatus.PROCESSING,
            "carousel",
            "multi image",
            "A caption \uD83D\uDE80",
            "",
            ApprovalStatus.PENDING,
            LATER,
            "The last error");
    Container full =
        new Container(
            numbered(2),
            new Revision(7),
            CREATED.plusSeconds(1),
            everything,
            List.of(video(numbered(2), "teaser"), image(numbered(2), "slide-1")),
            List.of(superseded(video(numbered(2), "before"), 7)),
            null);
    Container bare = container(numbered(1), 1, CREATED, details(null, null));
    createShuffled(store, List.of(full, bare));
    assertRows(store, row(full, video(numbered(2), "teaser")), row(bare, null));
  }

  /** C79: a row's asset is the first one of the current set. */
  @Test
  protected void c79_a_row_has_the_first_current_asset() {
    ContainerStore store = empty();
    Container first =
        container(
            CONTAINER,
            1,
            List.of(image(CONTAINER, "m"), video(CONTAINER, "z"), image(CONTAINER, "a")));
    Container second =
        container(
            CONTAINER,
            2,
            List.of(replaced("m", 2), image(CONTAINER, "b")),
            superseded(image(CONTAINER, "m"), 2));
    Container third = container(CONTAINER, 3, List.of(), superseded(image(CONTAINER, "b"), 3));
    Container last = container(CONTAINER, 4, List.of(image(CONTAINER, "z")));
    create(store, first);
    assertRows(store, row(first, image(CONTAINER, "m")));
    replace(store, first, second);
    assertRows(store, row(second, replaced("m", 2)));
    replace(store, second, third);
    assertRows(store, row(third, null));
    replace(store, third, last);
    assertRows(store, row(last, image(CONTAINER, "z")));
  }

  /** C87: a row read beside a writer is of one revision, including its first asset. */
  @Test
  @Tag(Racing.TAG)
  protected void c87_a_row_is_of_one_revision() {
    ContainerStore store = empty();
    create(store, atRevision(1));
    AtomicInteger last = new AtomicInteger(1);
    Runnable check =
        () -> {
          List<Listed> rows = Pages.list(store, ACME, ContainerFilter.ALL, 10);
          assertThat(rows).hasSize(1);
          ContainerSummary row = ((Listed.Row) rows.get(0)).summary();
          long revision = Long.parseLong(String.valueOf(row.details().caption()));
          Same.assertSame("list(" + ACME + ")", rows, List.of(rowOf(atRevision(revision))));
        };
    Racing.whileWriting(
        () -> {
          int revision = last.getAndIncrement();
          replace(store, atRevision(revision), atRevision(revision + 1));
        },
        List.of(check, check, check));
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

  /** A container whose every part in a row says which revision it is. */
  private Container atRevision(long revision) {
    ContainerDetails details =
        new ContainerDetails(
            "project-" + revision,
            ContainerStatus.COMPLETED,
            "format-" + revision,
            "type-" + revision,
            Long.toString(revision),
            null,
            ApprovalStatus.NOT_REQUIRED,
            null,
            null);
    return new Container(
        CONTAINER,
        new Revision(revision),
        CREATED.plusSeconds(revision),
        details,
        List.of(replaced("first", Math.toIntExact(revision)), image(CONTAINER, "second")),
        List.of(),
        null);
  }

  private void assertListedInThisOrder(List<Container> containers) {
    ContainerStore store = empty();
    createShuffled(store, containers);
    List<ContainerPosition> expected = containers.stream().map(ContainerRules::positionOf).toList();
    Same.assertSame("list", positionsOf(page(store, null, MANY)), expected);
    Same.assertSame("list", positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, 2)), expected);
  }

  private static Page page(ContainerStore store, @Nullable ContainerPosition after, int limit) {
    return Pages.next(store, ACME, ContainerFilter.ALL, after, limit);
  }

  private static void assertRows(ContainerStore store, Listed... expected) {
    Same.assertSame(
        "list(" + ACME + ")",
        Pages.list(store, ACME, ContainerFilter.ALL, MANY),
        List.of(expected));
  }

  private static Listed rowOf(Container container) {
    return row(container, container.assets().get(0));
  }

  private static Listed row(Container container, @Nullable Asset primary) {
    return new Listed.Row(
        new ContainerSummary(container.key(), container.createdAt(), container.details(), primary));
  }

  private static Container created(int number, Instant createdAt) {
    return listed(numbered(number), createdAt);
  }

  private static Container created(String uuid, Instant createdAt) {
    return listed(new ContainerKey(ACME, new ContainerId(UUID.fromString(uuid))), createdAt);
  }

  private static Container listed(ContainerKey key, Instant createdAt) {
    return container(key, 1, createdAt, details(null, null));
  }
}
