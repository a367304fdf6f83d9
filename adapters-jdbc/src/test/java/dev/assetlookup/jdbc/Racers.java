package dev.assetlookup.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/** Threads that begin together. */
final class Racers {
  static final int COUNT = 8;

  private Racers() {}

  static <T> List<T> race(Callable<T> action) throws Exception {
    CyclicBarrier start = new CyclicBarrier(COUNT);
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      tasks.add(
          new FutureTask<>(
              () -> {
                start.await();
                return action.call();
              }));
    }
    tasks.forEach(task -> new Thread(task, "racer").start());
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      results.add(task.get());
    }
    return results;
  }
}
