package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Listing what an organization has, page by page. */
abstract class ListRules extends ContainerRules {
  ListRules(ContainerStoreSetup test) {
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

  private void assertListedInThisOrder(List<Container> containers) {
    ContainerStore store = empty();
    createShuffled(store, containers);
    List<ContainerPosition> expected = containers.stream().map(Positions::positionOf).toList();
    Same.assertSame("list", positionsOf(page(store, null, MANY)), expected);
    Same.assertSame("list", positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, 2)), expected);
  }

  private static Container created(String uuid, Instant createdAt) {
    return listed(new ContainerKey(ACME, new ContainerId(UUID.fromString(uuid))), createdAt);
  }
}
