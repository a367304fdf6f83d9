package dev.assetlookup.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Real threads that begin together. */
final class Racing {
  /** Marks the rules that need threads: they take most of the time of a run. */
  static final String TAG = "race";

  private static final int WRITES = 100;

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
    hammering(write, 0, checks, checks.size() + 1);
  }

  /** The same with many checks: as many in all, and not all of them waited for by the writer. */
  static void whileWriting(Runnable write, int manyChecks, List<? extends Runnable> checks) {
    hammering(write, manyChecks, checks, 1);
  }

  private static void hammering(
      Runnable write, int atLeast, List<? extends Runnable> checks, int betweenWrites) {
    Hammering race = new Hammering(write, atLeast, checks.size(), betweenWrites);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    tasks.add(race::write);
    checks.forEach(check -> tasks.add(() -> race.check(check)));
    results(tasks);
  }

  /** One thread that writes and some that check, until one fails or enough is done. */
  private static final class Hammering {
    private final Runnable write;
    private final int atLeast;
    private final int checkers;
    private final int betweenWrites;
    private final CyclicBarrier start;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final Semaphore checked = new Semaphore(0);

    Hammering(Runnable write, int atLeast, int checkers, int betweenWrites) {
      this.write = write;
      this.atLeast = atLeast;
      this.checkers = checkers;
      this.betweenWrites = betweenWrites;
      this.start = new CyclicBarrier(checkers + 1);
    }

    boolean write() throws Exception {
      start.await();
      try {
        for (int i = 0; (i < WRITES || done.get() < atLeast) && !over.get(); i++) {
          write.run();
          checked.drainPermits();
          if (!over.get()) {
            checked.acquire(betweenWrites);
          }
        }
      } finally {
        over.set(true);
      }
      return true;
    }

    boolean check(Runnable check) throws Exception {
      start.await();
      try {
        while (!over.get()) {
          check.run();
          done.incrementAndGet();
          checked.release();
        }
      } finally {
        over.set(true);
        // The writer must not wait for checks that no longer come.
        checked.release(checkers + 1);
      }
      return true;
    }
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
