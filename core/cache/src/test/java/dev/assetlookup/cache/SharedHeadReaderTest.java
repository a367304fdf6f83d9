package dev.assetlookup.cache;

import static dev.assetlookup.cache.Samples.ACME;
import static dev.assetlookup.cache.Samples.CONTAINER;
import static dev.assetlookup.cache.Samples.OTHER;
import static dev.assetlookup.cache.Samples.SLIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedHeadReaderTest {
  private final WatchedStore store = new WatchedStore();
  private final SharedHeadReader heads = new SharedHeadReader(store);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch hasRead = new CountDownLatch(1);
  private final CountDownLatch mayReturn = new CountDownLatch(1);

  @AfterEach
  void close() {
    mayReturn.countDown();
    threads.shutdownNow();
  }

  @Test
  void a_request_that_comes_while_a_look_is_under_way_does_not_use_it() throws Exception {
    Future<Optional<LogHead>> early = lookThatStays();
    store.publish(CONTAINER, SLIDE);
    Future<Optional<LogHead>> late = threads.submit(() -> heads.head(ACME));
    // The look under way has read before the write, so only another one can answer the late one.
    mayReturn.countDown();
    assertThat(early.get()).contains(LogHead.EMPTY);
    assertThat(late.get().orElseThrow().last().sequence()).isEqualTo(1);
  }

  @Test
  void all_that_wait_share_the_next_look() throws Exception {
    Future<Optional<LogHead>> first = lookThatStays();
    List<Future<Optional<LogHead>>> waiting =
        List.of(look(ACME), look(OTHER), look(ACME), look(OTHER));
    requireWaiting(4);
    store.publish(CONTAINER, SLIDE);
    mayReturn.countDown();
    assertThat(first.get()).contains(LogHead.EMPTY);
    assertThat(waiting.get(0).get()).isEqualTo(waiting.get(2).get());
    assertThat(waiting.get(0).get().orElseThrow().last().sequence()).isEqualTo(1);
    assertThat(waiting.get(1).get()).contains(LogHead.EMPTY);
    assertThat(waiting.get(3).get()).contains(LogHead.EMPTY);
    assertThat(store.looks).hasValue(2);
  }

  @Test
  void a_lost_store_fails_each_that_waits_and_the_next_look_is_made() throws Exception {
    Future<Optional<LogHead>> first = lookThatStays();
    List<Future<Optional<LogHead>>> waiting = List.of(look(ACME), look(OTHER));
    requireWaiting(2);
    store.isLost = true;
    mayReturn.countDown();
    first.get();
    for (Future<Optional<LogHead>> one : waiting) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StoreUnavailableException.class);
    }
    store.isLost = false;
    assertThat(heads.head(ACME)).contains(LogHead.EMPTY);
  }

  private Future<Optional<LogHead>> look(OrganizationId organization) {
    return threads.submit(() -> heads.head(organization));
  }

  /** A look that has read, and returns when it may. */
  private Future<Optional<LogHead>> lookThatStays() throws InterruptedException {
    store.duringLook.add(
        () -> {
          hasRead.countDown();
          await(mayReturn);
        });
    Future<Optional<LogHead>> look = look(ACME);
    hasRead.await();
    return look;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireWaiting(int requests) {
    while (heads.waiting() < requests) {
      Thread.onSpinWait();
    }
  }
}
