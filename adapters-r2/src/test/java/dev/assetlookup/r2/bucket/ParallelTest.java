package dev.assetlookup.r2.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final List<Integer> INPUTS = IntStream.range(0, 100).boxed().toList();

  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void the_results_are_in_the_order_of_the_inputs() {
    assertThat(new Parallel(executor, 8).map(INPUTS, i -> i * 2))
        .isEqualTo(INPUTS.stream().map(i -> i * 2).toList());
    assertThat(new Parallel(executor, 8).map(List.of(), i -> i)).isEmpty();
  }

  @Test
  void as_many_are_asked_at_once_as_the_width_says() {
    CyclicBarrier together = new CyclicBarrier(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    new Parallel(executor, 4)
        .map(
            INPUTS,
            i -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              try {
                return together.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              } finally {
                now.decrementAndGet();
              }
            });
    assertThat(most).hasValue(4);
  }

  @Test
  void an_executor_that_has_no_thread_to_give_stops_nobody() {
    List<Parallel> busy =
        List.of(
            new Parallel(
                task -> {
                  throw new RejectedExecutionException();
                },
                8),
            new Parallel(task -> {}, 8),
            new Parallel(Runnable::run, 8));
    for (Parallel parallel : busy) {
      assertThat(parallel.map(INPUTS, i -> i)).isEqualTo(INPUTS);
    }
  }

  @Test
  void a_failure_is_the_callers_and_what_was_not_begun_is_not_asked() {
    AtomicInteger asked = new AtomicInteger();
    for (Throwable failure :
        List.of(new IllegalStateException("failed"), new AssertionError("failed"))) {
      assertThatExceptionOfType(failure.getClass())
          .isThrownBy(
              () ->
                  new Parallel(Runnable::run, 8)
                      .map(
                          INPUTS,
                          i -> {
                            asked.incrementAndGet();
                            return thrown(failure);
                          }))
          .isSameAs(failure);
    }
    assertThat(asked).hasValue(2);
  }

  private static int thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void an_interrupt_ends_the_wait_and_is_kept() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(
            () -> new Parallel(executor, 2).map(List.of(1, 2), i -> waited(caller, begun, never)));
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  /** The caller's own question waits until the other one is under way, and interrupts it. */
  private static boolean waited(Thread caller, CountDownLatch begun, CountDownLatch never) {
    try {
      if (Thread.currentThread() == caller) {
        begun.await();
        caller.interrupt();
      } else {
        begun.countDown();
        never.await();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
