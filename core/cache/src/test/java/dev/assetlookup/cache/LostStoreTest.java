package dev.assetlookup.cache;

import static dev.assetlookup.cache.Samples.CONTAINER;
import static dev.assetlookup.cache.Samples.SLIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What becomes of a cache while its store gives no answer. */
class LostStoreTest {
  private final WatchedStore store = new WatchedStore();
  private final AssetReader assets = StoreCache.over(store).build().assets(store);

  @Test
  void those_who_wait_for_a_read_of_the_changes_share_its_failure() throws Exception {
    store.publish(CONTAINER, SLIDE);
    assets.find(CONTAINER, SLIDE);
    store.publish(CONTAINER, SLIDE);
    CountDownLatch isReading = new CountDownLatch(1);
    CountDownLatch mayFail = new CountDownLatch(1);
    store.beforeChanges.add(
        () -> {
          isReading.countDown();
          await(mayFail);
          store.isLost = true;
        });
    FutureTask<Reading> first = find();
    Thread.startVirtualThread(first);
    isReading.await();
    List<FutureTask<Reading>> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FutureTask<Reading> other = find();
      others.add(other);
      Thread thread = Thread.startVirtualThread(other);
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    mayFail.countDown();
    requireLost(first);
    for (FutureTask<Reading> other : others) {
      requireLost(other);
    }
    assertThat(store.changeReads).hasValue(1);
    store.isLost = false;
    assertThat(assets.find(CONTAINER, SLIDE)).isEqualTo(store.current().find(CONTAINER, SLIDE));
    assertThat(store.changeReads).hasValue(2);
  }

  @Test
  void a_read_that_could_not_begin_leaves_nothing_behind() {
    store.publish(CONTAINER, SLIDE);
    store.isUnclear = true;
    assertThatThrownBy(() -> assets.find(CONTAINER, SLIDE))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> assets.read(CONTAINER)).isInstanceOf(StoreUnavailableException.class);
    store.isUnclear = false;
    // What a transaction reads is void for all whose reads have not ended.
    store.earlier = new InMemoryStore(() -> Samples.CREATED);
    assets.find(CONTAINER, SLIDE);
    store.earlier = null;
    assets.find(CONTAINER, SLIDE);
    int reads = store.reads.get();
    assets.find(CONTAINER, SLIDE);
    assertThat(store.reads).hasValue(reads);
  }

  private FutureTask<Reading> find() {
    return new FutureTask<>(() -> assets.find(CONTAINER, SLIDE));
  }

  private static void requireLost(FutureTask<Reading> find) {
    assertThatThrownBy(find::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
