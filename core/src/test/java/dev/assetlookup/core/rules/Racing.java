package dev.assetlookup.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Real threads that begin together. */
final class Racing {
  private Racing() {}

  /** What each of several racers got, in the order of their numbers. */
  static <T> List<T> race(int racers, IntFunction<T> action) {
    CyclicBarrier start = new CyclicBarrier(racers);
    List<FutureTask<T>> futures = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      int racer = i;
      futures.add(
          new FutureTask<>(
              () -> {
                start.await();
                return action.apply(racer);
              }));
    }
    futures.forEach(future -> new Thread(future, "racer").start());
    return futures.stream().map(Racing::result).toList();
  }

  private static <T> T result(FutureTask<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a racing thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for racing threads", e);
    }
  }
}
