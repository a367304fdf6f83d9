package dev.assetlookup.cache;

import static dev.assetlookup.cache.Samples.ACME;
import static dev.assetlookup.cache.Samples.CONTAINER;
import static dev.assetlookup.cache.Samples.NEIGHBOUR;
import static dev.assetlookup.cache.Samples.OTHER;
import static dev.assetlookup.cache.Samples.SLIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What makes a cache exact, each as a history that a careless cache gets wrong. {@link
 * PlantedCachesTest} shows that they notice.
 */
abstract class ExactnessRules {
  private static final AssetId OTHER_SLIDE = new AssetId("other-slide");

  private final WatchedStore store = new WatchedStore();
  private final Function<WatchedStore, CacheUnderTest> maker;
  private final CacheUnderTest cache;

  ExactnessRules(Function<WatchedStore, CacheUnderTest> maker) {
    this.maker = maker;
    this.cache = maker.apply(store);
  }

  @Test
  void what_did_not_change_is_read_once() {
    Container stored = store.publish(CONTAINER, SLIDE);
    Reading first = cache.find(CONTAINER, SLIDE);
    assertThat(first).isEqualTo(new Reading.Present(stored.assets().get(0), null));
    assertThat(cache.find(CONTAINER, SLIDE)).isSameAs(first);
    assertThat(store.reads).hasValue(1);
  }

  @Test
  void a_write_that_has_returned_is_seen() {
    store.publish(CONTAINER, SLIDE);
    cache.find(CONTAINER, SLIDE);
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void each_asset_of_a_container_that_changed_is_read_again() {
    store.publish(CONTAINER, SLIDE, OTHER_SLIDE);
    cache.find(CONTAINER, SLIDE);
    cache.find(CONTAINER, OTHER_SLIDE);
    store.publish(CONTAINER, SLIDE, OTHER_SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, OTHER_SLIDE);
  }

  @Test
  void several_changes_are_caught_up_with_at_once() {
    store.publish(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    cache.find(CONTAINER, SLIDE);
    cache.find(NEIGHBOUR, SLIDE);
    store.publish(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(NEIGHBOUR, SLIDE);
  }

  @Test
  void what_is_deleted_removed_and_published_anew_is_seen_each_time() {
    store.publish(CONTAINER, SLIDE);
    cache.find(CONTAINER, SLIDE);
    store.delete(CONTAINER);
    requireCurrent(CONTAINER, SLIDE);
    store.removeNow(CONTAINER);
    requireCurrent(CONTAINER, SLIDE);
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void an_asset_that_was_absent_is_found_once_it_is_published() {
    requireCurrent(CONTAINER, SLIDE);
    store.publish(CONTAINER, OTHER_SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    store.publish(CONTAINER, OTHER_SLIDE, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void another_organizations_container_of_the_same_id_is_another() {
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(foreign, SLIDE);
    store.publish(foreign, OTHER_SLIDE);
    requireCurrent(foreign, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_container_that_changed_while_it_was_read_is_not_kept() {
    store.publish(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    store.duringRead.add(
        () -> {
          store.publish(CONTAINER, SLIDE);
          // Another request meets the change before this read is over.
          cache.find(NEIGHBOUR, SLIDE);
        });
    cache.find(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_container_that_changed_while_it_was_read_is_not_kept_though_nobody_met_the_change() {
    store.publish(CONTAINER, SLIDE);
    store.duringRead.add(() -> store.publish(CONTAINER, SLIDE));
    cache.find(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void of_two_reads_at_once_the_one_from_before_a_change_is_not_kept() {
    store.publish(CONTAINER, SLIDE);
    store.duringRead.add(
        () -> {
          store.publish(CONTAINER, SLIDE);
          cache.find(CONTAINER, SLIDE);
        });
    cache.find(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_whole_container_that_changed_while_it_was_read_is_not_kept() {
    store.publish(CONTAINER, SLIDE);
    store.duringRead.add(
        () -> {
          store.publish(CONTAINER, SLIDE);
          cache.find(CONTAINER, SLIDE);
        });
    cache.read(CONTAINER);
    assertThat(cache.read(CONTAINER)).isEqualTo(store.current().read(CONTAINER));
  }

  @Test
  void of_many_assets_read_at_once_those_that_changed_meanwhile_are_not_kept() {
    store.publish(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    List<AssetKey> both = List.of(new AssetKey(CONTAINER, SLIDE), new AssetKey(NEIGHBOUR, SLIDE));
    store.duringRead.add(
        () -> {
          store.publish(NEIGHBOUR, SLIDE);
          cache.find(CONTAINER, OTHER_SLIDE);
        });
    cache.findAll(both);
    assertThat(cache.findAll(both)).isEqualTo(store.current().findAll(both));
  }

  @Test
  void many_assets_are_of_one_moment_whatever_of_them_is_remembered() {
    store.publish(CONTAINER, SLIDE, OTHER_SLIDE);
    cache.find(CONTAINER, SLIDE);
    store.duringLook.add(() -> store.publish(CONTAINER, SLIDE, OTHER_SLIDE));
    List<AssetKey> both =
        List.of(new AssetKey(CONTAINER, SLIDE), new AssetKey(CONTAINER, OTHER_SLIDE));
    assertThat(cache.findAll(both)).isEqualTo(store.current().findAll(both));
  }

  @Test
  void what_did_not_change_is_read_once_with_its_project() {
    store.move(CONTAINER, SLIDE);
    for (AssetId id : List.of(SLIDE, OTHER_SLIDE)) {
      store.reads.set(0);
      ProjectReading first = cache.findWithProject(CONTAINER, id);
      assertThat(first).isEqualTo(store.current().findWithProject(CONTAINER, id));
      assertThat(cache.findWithProject(CONTAINER, id)).isEqualTo(first);
      assertThat(cache.findAllWithProjects(List.of(new AssetKey(CONTAINER, id))))
          .containsExactly(first);
      assertThat(store.reads).hasValueLessThanOrEqualTo(1);
    }
  }

  @Test
  void a_container_that_has_moved_is_in_its_new_project() {
    for (int i = 0; i < 3; i++) {
      store.move(CONTAINER, SLIDE);
      requireCurrent(CONTAINER, SLIDE);
      requireCurrent(CONTAINER, OTHER_SLIDE);
    }
  }

  @Test
  void an_asset_and_its_project_are_of_one_moment_whatever_of_them_is_remembered() {
    store.move(CONTAINER, SLIDE, OTHER_SLIDE);
    cache.findWithProject(CONTAINER, OTHER_SLIDE);
    ProjectReading before = store.current().findWithProject(CONTAINER, SLIDE);
    store.duringLook.add(
        () -> {
          // The container moves when another request has looked, and has not read yet.
          store.duringLook.add(() -> store.move(CONTAINER, SLIDE, OTHER_SLIDE));
          cache.find(CONTAINER, SLIDE);
        });
    ProjectReading found = cache.findWithProject(CONTAINER, SLIDE);
    assertThat(found).isIn(before, store.current().findWithProject(CONTAINER, SLIDE));
  }

  @Test
  void many_assets_with_projects_are_of_one_moment_whatever_of_them_is_remembered() {
    store.move(CONTAINER, SLIDE, OTHER_SLIDE);
    cache.findWithProject(CONTAINER, SLIDE);
    List<AssetKey> both =
        List.of(new AssetKey(CONTAINER, SLIDE), new AssetKey(CONTAINER, OTHER_SLIDE));
    List<ProjectReading> before = store.current().findAllWithProjects(both);
    store.duringLook.add(() -> store.move(CONTAINER, SLIDE, OTHER_SLIDE));
    List<ProjectReading> found = cache.findAllWithProjects(both);
    assertThat(found).isIn(before, store.current().findAllWithProjects(both));
  }

  @Test
  void a_change_that_happens_while_a_request_looks_is_not_missed_by_the_next() {
    store.publish(CONTAINER, SLIDE);
    cache.find(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    // This request has seen the older head, and the other one goes further.
    store.duringLook.add(
        () -> {
          store.publish(CONTAINER, SLIDE);
          cache.find(NEIGHBOUR, SLIDE);
        });
    cache.find(NEIGHBOUR, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(NEIGHBOUR, SLIDE);
  }

  @Test
  void a_restored_store_with_a_shorter_log_is_read_anew() {
    store.publish(CONTAINER, SLIDE);
    store.publish(CONTAINER, OTHER_SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    store.restore(new InMemoryStore(() -> Samples.CREATED));
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_restored_store_that_has_grown_to_the_same_length_is_read_anew() {
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    store.restore(new InMemoryStore(() -> Samples.LATER));
    store.publish(CONTAINER, OTHER_SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_restored_store_that_has_grown_further_is_read_anew() {
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    store.restore(new InMemoryStore(() -> Samples.LATER));
    store.publish(CONTAINER, OTHER_SLIDE);
    store.publish(NEIGHBOUR, OTHER_SLIDE);
    requireCurrent(NEIGHBOUR, OTHER_SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void what_changed_in_a_part_of_the_log_that_is_no_longer_kept_is_read_anew() {
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
    store.publish(CONTAINER, SLIDE);
    store.publish(NEIGHBOUR, SLIDE);
    store.trim(Samples.LATER, 100);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_transaction_sees_what_it_has_written_and_nobody_else_keeps_it() {
    store.publish(CONTAINER, SLIDE);
    cache.find(CONTAINER, SLIDE);
    InMemoryStore committed = store.current();
    store.restore(new InMemoryStore(() -> Samples.CREATED));
    store.publish(CONTAINER, OTHER_SLIDE);
    store.isInTransaction = true;
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, OTHER_SLIDE);
    assertThat(cache.read(CONTAINER)).isEqualTo(store.current().read(CONTAINER));
    // Rolled back.
    store.restore(committed);
    store.isInTransaction = false;
    requireCurrent(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, OTHER_SLIDE);
  }

  @Test
  void what_a_transaction_sees_of_an_earlier_moment_nobody_keeps() {
    InMemoryStore earlier = new InMemoryStore(() -> Samples.CREATED);
    earlier.swap(Samples.holding(CONTAINER, 1, OTHER_SLIDE), Revision.NONE);
    store.publish(CONTAINER, SLIDE);
    store.earlier = earlier;
    assertThat(cache.find(CONTAINER, SLIDE)).isEqualTo(earlier.find(CONTAINER, SLIDE));
    store.earlier = null;
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_lost_store_is_no_answer_though_the_asset_is_remembered() {
    store.publish(CONTAINER, SLIDE);
    cache.find(CONTAINER, SLIDE);
    store.isLost = true;
    assertThatThrownBy(() -> cache.find(CONTAINER, SLIDE))
        .isInstanceOf(StoreUnavailableException.class);
    store.isLost = false;
    store.publish(CONTAINER, SLIDE);
    requireCurrent(CONTAINER, SLIDE);
  }

  @Test
  void a_lost_store_is_no_answer_though_the_key_is_remembered() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    store.addKey(key);
    cache.findKey(key.id());
    store.isLost = true;
    assertThatThrownBy(() -> cache.findKey(key.id())).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_corrupt_record_is_not_remembered() {
    store.publish(CONTAINER, SLIDE);
    List<AssetKey> one = List.of(new AssetKey(CONTAINER, SLIDE));
    store.isCorrupt = true;
    assertThatThrownBy(() -> cache.find(CONTAINER, SLIDE))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(cache.findAll(one)).containsExactly(new Reading.Corrupt("damaged"));
    assertThat(cache.findWithProject(CONTAINER, SLIDE).reading())
        .isInstanceOf(Reading.Corrupt.class);
    store.isCorrupt = false;
    requireCurrent(CONTAINER, SLIDE);
    assertThat(cache.findAll(one)).isEqualTo(store.current().findAll(one));
  }

  @Test
  void a_superseded_asset_stops_resolving_though_it_is_remembered() {
    Instant[] now = {Samples.LATER};
    Supersession grace = new Supersession(Duration.ofMinutes(10), Duration.ofDays(7));
    FindAsset find = FindAsset.over(cache, () -> now[0], grace);
    Caller caller = Caller.of(ACME.value(), Scope.CONTENT_READ);
    store.publishSuperseded(CONTAINER, SLIDE, Samples.LATER);
    assertThat(find.find(caller, CONTAINER.container(), SLIDE))
        .isInstanceOf(FindAsset.Result.Found.class);
    now[0] = Samples.LATER.plus(Duration.ofMinutes(11));
    assertThat(find.find(caller, CONTAINER.container(), SLIDE))
        .isInstanceOf(FindAsset.Result.Superseded.class);
  }

  @Test
  void a_revoked_key_is_seen() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    store.addKey(key);
    requireCurrent(key);
    store.changeKeyStatus(key.id(), key.status(), key.status().withRevokedAt(Samples.LATER));
    requireCurrent(key);
  }

  @Test
  void an_organization_that_is_killed_is_seen_on_each_of_its_keys() {
    ApiKey first = Samples.apiKey(ACME, 'A');
    ApiKey second = Samples.apiKey(ACME, 'B');
    store.addKey(first);
    store.addKey(second);
    requireCurrent(first);
    requireCurrent(second);
    store.changeKeyStatus(first.id(), first.status(), first.status().withOrganizationKilled(true));
    store.changeKeyStatus(
        second.id(), second.status(), second.status().withOrganizationKilled(true));
    requireCurrent(second);
    requireCurrent(first);
  }

  @Test
  void a_revoked_key_is_seen_though_a_read_of_an_asset_has_met_the_change() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    store.addKey(key);
    requireCurrent(key);
    store.changeKeyStatus(key.id(), key.status(), key.status().withRevokedAt(Samples.LATER));
    cache.find(CONTAINER, SLIDE);
    requireCurrent(key);
  }

  @Test
  void a_key_that_was_revoked_while_it_was_read_is_not_kept() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    store.addKey(key);
    Runnable nothing = () -> {};
    // Whichever of the reads that a cache needs: the first, or the second.
    for (int before = 0; before < 2; before++) {
      ApiKey.Status now = store.current().findKey(key.id()).orElseThrow().status();
      ApiKey.Status next = now.withKeyKilled(!now.keyKilled());
      CacheUnderTest fresh = maker.apply(store);
      for (int i = 0; i < before; i++) {
        store.duringRead.add(nothing);
      }
      store.duringRead.add(
          () -> {
            store.changeKeyStatus(key.id(), now, next);
            fresh.find(CONTAINER, SLIDE);
          });
      fresh.findKey(key.id());
      store.duringRead.clear();
      assertThat(fresh.findKey(key.id())).isEqualTo(store.current().findKey(key.id()));
    }
  }

  @Test
  void a_key_that_did_not_exist_is_found_once_it_is_added() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    requireCurrent(key);
    store.addKey(key);
    requireCurrent(key);
  }

  @Test
  void a_key_is_read_anew_from_a_restored_store() {
    ApiKey key = Samples.apiKey(ACME, 'A');
    store.addKey(key);
    requireCurrent(key);
    store.restore(new InMemoryStore(() -> Samples.LATER));
    store.addKey(key.with(key.status().withRevokedAt(Samples.LATER)));
    requireCurrent(key);
  }

  private void requireCurrent(ContainerKey container, AssetId asset) {
    Reading expected = store.current().find(container, asset);
    // Twice: what was read, and what is remembered of it.
    assertThat(cache.find(container, asset)).isEqualTo(expected);
    assertThat(cache.find(container, asset)).isEqualTo(expected);
    ProjectReading inProject = store.current().findWithProject(container, asset);
    assertThat(cache.findWithProject(container, asset)).isEqualTo(inProject);
    assertThat(cache.findWithProject(container, asset)).isEqualTo(inProject);
  }

  private void requireCurrent(ApiKey key) {
    for (int i = 0; i < 2; i++) {
      assertThat(cache.findKey(key.id())).isEqualTo(store.current().findKey(key.id()));
    }
  }
}
