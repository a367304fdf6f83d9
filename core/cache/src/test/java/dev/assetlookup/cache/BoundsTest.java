package dev.assetlookup.cache;

import static dev.assetlookup.cache.Samples.ACME;
import static dev.assetlookup.cache.Samples.CONTAINER;
import static dev.assetlookup.cache.Samples.NEIGHBOUR;
import static dev.assetlookup.cache.Samples.SLIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final int SIZE = 1 << 20;

  private final WatchedStore store = new WatchedStore();
  private final StoreCache cache = StoreCache.over(store).size(SIZE).build();
  private final AssetReader assets = cache.assets(store);

  @Test
  void more_than_fits_is_not_kept() {
    for (int i = 0; i < 5_000; i++) {
      ContainerKey key = Samples.container(ACME, i);
      store.publish(key, SLIDE);
      assets.find(key, SLIDE);
      assets.read(key);
    }
    assertThat(cache.bytes()).isBetween(SIZE / 2L, (long) SIZE);
  }

  @Test
  void each_asset_of_a_container_counts() {
    AssetId[] ids = new AssetId[100];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new AssetId("slide-" + i);
    }
    store.publish(CONTAINER, ids);
    long before = cache.bytes();
    for (AssetId id : ids) {
      assets.find(CONTAINER, id);
    }
    long found = cache.bytes() - before;
    assertThat(found).isGreaterThan(100 * 300L);
    assets.read(CONTAINER);
    assertThat(cache.bytes() - before).isGreaterThan(found + 100 * 200L);
    store.publish(CONTAINER, ids);
    assets.find(NEIGHBOUR, SLIDE);
    assertThat(cache.bytes()).isLessThan(found / 2);
  }

  @Test
  void ids_that_somebody_makes_up_push_out_nothing_that_is_there() {
    store.publish(CONTAINER, SLIDE);
    assets.find(CONTAINER, SLIDE);
    for (int i = 0; i < 20_000; i++) {
      assets.find(Samples.container(ACME, 100 + i), SLIDE);
      assets.find(CONTAINER, new AssetId("made-up-" + i));
    }
    store.reads.set(0);
    assets.find(CONTAINER, SLIDE);
    assertThat(store.reads).hasValue(0);
    assertThat(cache.bytes()).isLessThan(SIZE / 8);
  }

  @Test
  void an_id_that_is_absent_is_asked_for_once() {
    store.publish(CONTAINER, SLIDE);
    store.delete(NEIGHBOUR);
    for (int i = 0; i < 2; i++) {
      assets.find(CONTAINER, new AssetId("absent"));
      assets.find(Samples.container(ACME, 9), SLIDE);
      assets.read(Samples.container(ACME, 9));
      assets.find(NEIGHBOUR, SLIDE);
      assets.find(NEIGHBOUR, new AssetId("other"));
    }
    assertThat(store.reads).hasValue(3);
  }

  @Test
  void what_is_found_with_its_project_counts_and_is_asked_for_once() {
    store.move(CONTAINER, SLIDE);
    long before = cache.bytes();
    assets.find(CONTAINER, SLIDE);
    long plain = cache.bytes();
    store.reads.set(0);
    for (int i = 0; i < 2; i++) {
      assets.findWithProject(CONTAINER, SLIDE);
      assets.findWithProject(CONTAINER, new AssetId("absent"));
      assets.find(CONTAINER, new AssetId("absent"));
      assets.findWithProject(Samples.container(ACME, 9), SLIDE);
    }
    assertThat(store.reads).hasValue(3);
    assertThat(cache.bytes()).isGreaterThan(plain + 3 * 100L);
    store.delete(CONTAINER);
    assets.findWithProject(CONTAINER, SLIDE);
    assets.findWithProject(CONTAINER, new AssetId("absent"));
    assertThat(store.reads).hasValue(4);
    assertThat(cache.bytes()).isLessThan(before + plain);
  }

  @Test
  void ids_that_somebody_bound_to_projects_makes_up_push_out_nothing_either() {
    store.move(CONTAINER, SLIDE);
    assets.findWithProject(CONTAINER, SLIDE);
    for (int i = 0; i < 20_000; i++) {
      assets.findWithProject(Samples.container(ACME, 100 + i), SLIDE);
      assets.findWithProject(CONTAINER, new AssetId("made-up-" + i));
    }
    store.reads.set(0);
    assets.findWithProject(CONTAINER, SLIDE);
    assertThat(store.reads).hasValue(0);
    assertThat(cache.bytes()).isLessThan(SIZE / 8);
  }

  @Test
  void an_organization_that_had_to_go_is_read_again_and_still_exact() {
    for (int i = 0; i < 1_000; i++) {
      OrganizationId organization = new OrganizationId("org_" + i);
      ContainerKey key = Samples.container(organization, 1);
      store.publish(key, SLIDE);
      assets.find(key, SLIDE);
    }
    for (int i = 0; i < 1_000; i++) {
      ContainerKey key = Samples.container(new OrganizationId("org_" + i), 1);
      store.publish(key, SLIDE);
      assertThat(assets.find(key, SLIDE)).isEqualTo(store.current().find(key, SLIDE));
    }
  }

  @Test
  void after_very_many_changes_the_organization_is_emptied_instead_of_reading_them_all() {
    store.publish(CONTAINER, SLIDE);
    assets.find(CONTAINER, SLIDE);
    for (int i = 0; i <= Organization.MOST_CHANGES; i++) {
      store.publish(NEIGHBOUR, SLIDE);
    }
    assertThat(assets.find(CONTAINER, SLIDE)).isEqualTo(store.current().find(CONTAINER, SLIDE));
    assertThat(store.changeReads).hasValue(0);
  }

  @Test
  void a_request_looks_once_for_all_of_its_reads_and_sees_what_it_writes() {
    store.publish(CONTAINER, SLIDE);
    var containers = cache.containers(store);
    store.looks.set(0);
    cache
        .requests()
        .within(
            () -> {
              containers.find(CONTAINER, SLIDE);
              containers.find(CONTAINER, SLIDE);
              assertThat(store.looks).hasValue(1);
              var stored = containers.read(CONTAINER).orElseThrow();
              containers.swap(Samples.holding(CONTAINER, 2, SLIDE), stored.revision());
              return assertThat(containers.find(CONTAINER, SLIDE))
                  .isEqualTo(store.current().find(CONTAINER, SLIDE));
            });
    containers.find(CONTAINER, SLIDE);
    assertThat(store.looks).hasValue(3);
  }

  @Test
  void requests_in_other_threads_look_for_themselves() throws Exception {
    Future<Object> other =
        cache
            .requests()
            .within(
                () -> {
                  assets.find(CONTAINER, SLIDE);
                  FutureTask<Object> task = new FutureTask<>(() -> assets.find(CONTAINER, SLIDE));
                  Thread.ofVirtual().start(task);
                  return task;
                });
    other.get();
    assertThat(store.looks).hasValue(2);
  }

  @Test
  void a_size_that_holds_nothing_is_refused() {
    StoreCache.Builder builder = StoreCache.over(store);
    assertThatThrownBy(() -> builder.size(65_535)).isInstanceOf(IllegalArgumentException.class);
  }
}
