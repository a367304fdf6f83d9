package dev.assetlookup.bootstrap.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Threads that begin together. */
final class Racers {
  private Racers() {}

  /** What each of several racers got, in the order of their numbers. */
  static <T> List<T> race(int racers, IntFunction<T> action) {
    List<Callable<T>> actions = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      int racer = i;
      actions.add(() -> action.apply(racer));
    }
    return race(actions);
  }

  /** What each got. Fails as the first that failed, when all are over. */
  static <T> List<T> race(List<Callable<T>> actions) {
    CyclicBarrier start = new CyclicBarrier(actions.size());
    List<FutureTask<T>> tasks = actions.stream().map(action -> task(start, action)).toList();
    tasks.forEach(task -> new Thread(task, "racer").start());
    List<T> results = new ArrayList<>();
    AssertionError failure = null;
    for (FutureTask<T> task : tasks) {
      try {
        results.add(task.get());
      } catch (ExecutionException e) {
        AssertionError next = new AssertionError("a racer failed: " + e.getCause(), e.getCause());
        failure = failure == null ? next : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for racers", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static <T> FutureTask<T> task(CyclicBarrier start, Callable<T> action) {
    return new FutureTask<>(
        () -> {
          start.await();
          return action.call();
        });
  }
}
