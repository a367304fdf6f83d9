package dev.assetlookup.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Real threads that begin together. */
final class Racing {
  private static final int LEAST_WRITES = 100;
  private static final int LEAST_CHECKS = 100;

  private Racing() {}

  /** What each of several racers got, in the order of their numbers. */
  static <T> List<T> race(int racers, IntFunction<T> action) {
    CyclicBarrier start = new CyclicBarrier(racers);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      int racer = i;
      tasks.add(
          () -> {
            start.await();
            return action.apply(racer);
          });
    }
    return results(tasks);
  }

  /**
   * Writes over and over while each check is repeated on a thread of its own, until both had enough
   * turns or a check failed.
   */
  static void whileWriting(Runnable write, List<? extends Runnable> checks) {
    CyclicBarrier start = new CyclicBarrier(checks.size() + 1);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger checked = new AtomicInteger();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          start.await();
          try {
            for (int i = 0;
                !over.get() && (i < LEAST_WRITES || checked.get() < LEAST_CHECKS);
                i++) {
              write.run();
            }
          } finally {
            over.set(true);
          }
          return true;
        });
    for (Runnable check : checks) {
      tasks.add(
          () -> {
            start.await();
            try {
              while (!over.get()) {
                check.run();
                checked.incrementAndGet();
              }
            } finally {
              over.set(true);
            }
            return true;
          });
    }
    results(tasks);
  }

  private static <T> List<T> results(List<Callable<T>> tasks) {
    List<FutureTask<T>> futures = tasks.stream().map(FutureTask::new).toList();
    futures.forEach(future -> new Thread(future, "racer").start());
    List<T> results = new ArrayList<>();
    AssertionError failure = null;
    for (FutureTask<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failure = new AssertionError("a racing thread failed: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for racing threads", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }
}
