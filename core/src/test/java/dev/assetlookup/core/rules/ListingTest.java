package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ACME;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.STRANGER;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ListContainers.Result;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final World world = new World();
  private final ListContainers listing = listing(world.store);

  @Test
  void without_the_read_scope_nothing_is_listed_and_nothing_is_asked() {
    ListContainers untouched = listing(new UnreachableStore());
    for (Set<Scope> granted : List.of(Set.<Scope>of(), Set.of(Scope.CONTENT_WRITE))) {
      assertThat(untouched.list(new Caller(ACME, granted), ContainerFilter.ALL, null, 10))
          .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_READ));
    }
  }

  @Test
  void a_page_has_room_for_one_container_at_least() {
    for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> listing.list(OWNER, ContainerFilter.ALL, null, limit));
    }
  }

  @Test
  void the_newest_container_comes_first_as_it_is_stored() {
    Container first = published(1, "a.png", "b.png");
    Container second = published(2);
    assertThat(page(null, 10))
        .isEqualTo(
            new Result.Page(
                List.of(summary(second, null), summary(first, first.assets().get(0))),
                List.of(),
                null));
  }

  @Test
  void only_the_callers_living_containers_are_listed() {
    published(1);
    published(2);
    world.delete(numbered(1));
    assertThat(listed(page(null, 10))).containsExactly(numbered(2));
    assertThat(listing.list(STRANGER, ContainerFilter.ALL, null, 10))
        .isEqualTo(new Result.Page(List.of(), List.of(), null));
  }

  @Test
  void a_page_shows_where_the_next_one_begins_if_there_is_one() {
    for (int i = 1; i <= 5; i++) {
      published(i);
    }
    Result.Page first = page(null, 2);
    Result.Page second = page(first.next(), 2);
    Result.Page third = page(second.next(), 2);
    assertThat(listed(first)).containsExactly(numbered(5), numbered(4));
    assertThat(listed(second)).containsExactly(numbered(3), numbered(2));
    assertThat(listed(third)).containsExactly(numbered(1));
    assertThat(third.next()).isNull();
    assertThat(page(null, 5).next()).isNull();
    assertThat(page(null, 4).next()).isNotNull();
  }

  @Test
  void as_many_are_asked_for_as_the_page_holds() {
    List<Integer> limits = new ArrayList<>();
    ListContainers counted =
        listing(
            new ForwardingContainerStore(world.store) {
              @Override
              public Page list(
                  OrganizationId organization,
                  ContainerFilter filter,
                  @Nullable ContainerPosition after,
                  int limit) {
                limits.add(limit);
                return store().list(organization, filter, after, limit);
              }
            });
    counted.list(OWNER, ContainerFilter.ALL, null, 1);
    counted.list(OWNER, ContainerFilter.ALL, null, 100);
    counted.list(OWNER, ContainerFilter.ALL, null, Integer.MAX_VALUE);
    assertThat(limits).containsExactly(1, 100, Integer.MAX_VALUE);
  }

  @Test
  void the_largest_page_holds_everything() {
    published(1);
    published(2);
    assertThat(listed(page(null, Integer.MAX_VALUE))).containsExactly(numbered(2), numbered(1));
  }

  @Test
  void a_filter_holds_on_every_page() {
    for (int i = 1; i <= 4; i++) {
      published(i);
    }
    ContainerFilter filter =
        new ContainerFilter(
            null,
            Set.of(ContainerStatus.COMPLETED),
            Set.of(),
            Set.of(),
            START.plusSeconds(2),
            null);
    Result.Page first = (Result.Page) listing.list(OWNER, filter, null, 2);
    Result.Page second = (Result.Page) listing.list(OWNER, filter, first.next(), 2);
    assertThat(listed(first)).containsExactly(numbered(4), numbered(3));
    assertThat(listed(second)).containsExactly(numbered(2));
    assertThat(second.next()).isNull();
  }

  @Test
  void what_cannot_be_read_is_reported_and_hides_no_neighbour() {
    for (int i = 1; i <= 3; i++) {
      published(i);
    }
    ListContainers corrupt = listing(new CorruptingStore(world.store, World.key(numbered(2))));
    Result.Page page = (Result.Page) corrupt.list(OWNER, ContainerFilter.ALL, null, 10);
    assertThat(listed(page)).containsExactly(numbered(3), numbered(1));
    assertThat(page.unreadable())
        .containsExactly("container " + numbered(2) + ": " + CorruptingStore.REASON);
  }

  @Test
  void a_page_without_anything_readable_leads_on_to_the_next() {
    for (int i = 1; i <= 3; i++) {
      published(i);
    }
    ListContainers corrupt =
        listing(new CorruptingStore(world.store, World.key(numbered(3)), World.key(numbered(2))));
    Result.Page first = (Result.Page) corrupt.list(OWNER, ContainerFilter.ALL, null, 2);
    assertThat(first.containers()).isEmpty();
    assertThat(first.unreadable()).hasSize(2);
    Result.Page second = (Result.Page) corrupt.list(OWNER, ContainerFilter.ALL, first.next(), 2);
    assertThat(listed(second)).containsExactly(numbered(1));
    assertThat(second.unreadable()).isEmpty();
  }

  @Test
  void a_first_asset_past_its_expiry_stays_the_first_one() {
    Container stored = world.published(set(expiring("a.png", START), asset("b.png")));
    assertThat(page(null, 1).containers()).containsExactly(summary(stored, stored.assets().get(0)));
  }

  @Test
  void a_store_without_an_answer_is_no_empty_list() {
    ListContainers unreachable = listing(new UnreachableStore());
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> unreachable.list(OWNER, ContainerFilter.ALL, null, 10));
  }

  private ListContainers listing(ContainerStore store) {
    return ListContainers.over(store);
  }

  /** Publishes a container that is as many seconds younger as its number says. */
  private Container published(int number, String... fileNames) {
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.clock.instant()).isEqualTo(START.plusSeconds(number));
    return world.published(set(numbered(number), fileNames));
  }

  private static ContainerId numbered(int number) {
    return new ContainerId(new UUID(1, number));
  }

  private Result.Page page(@Nullable ContainerPosition after, int limit) {
    return (Result.Page) listing.list(OWNER, ContainerFilter.ALL, after, limit);
  }

  private static List<ContainerId> listed(Result.Page page) {
    return page.containers().stream().map(summary -> summary.key().container()).toList();
  }

  private static ContainerSummary summary(Container container, @Nullable Asset primary) {
    return new ContainerSummary(
        container.key(), container.createdAt(), container.details(), primary);
  }
}
