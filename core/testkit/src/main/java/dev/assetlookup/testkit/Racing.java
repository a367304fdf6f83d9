package dev.assetlookup.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Real threads that begin together. */
final class Racing {
  /** Marks the rules that need threads: they take most of the time of a run. */
  static final String TAG = "race";

  /** How many threads race. */
  static final int RACERS = 8;

  /** How often, where one race may miss what is wrong. */
  static final int ROUNDS = 15;

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
   * Writes over and over while each check is repeated on a thread of its own without a pause. After
   * each write some check begins and ends before the next one. Stops when a check fails.
   */
  static void whileWriting(Runnable write, List<? extends Runnable> checks) {
    // One more than can have been under way when the write ended.
    results(new WriterBesideReaders(write, 0, checks.size(), checks.size() + 1).tasks(checks));
  }

  /**
   * The same with many checks, not all of them waited for by the writer: as many in all, or fewer
   * if writes ended during some hundreds of them.
   */
  static void whileWriting(Runnable write, int manyChecks, List<? extends Runnable> checks) {
    results(new WriterBesideReaders(write, manyChecks, checks.size(), 1).tasks(checks));
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

  /** Does something on a thread of its own, which has no part in a transaction of this one. */
  static <T> T inAnotherThread(Supplier<T> action) {
    return race(1, i -> action.get()).get(0);
  }
}
