package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an organization has, page by page. */
abstract class ListPageRules extends ContainerRules {
  ListPageRules(ContainerStoreSetup test) {
    super(test);
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
        containers.stream().map(Positions::positionOf).sorted().toList();
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
}
