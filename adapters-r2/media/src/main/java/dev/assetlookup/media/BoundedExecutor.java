package dev.assetlookup.media;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a few tasks at a time that each wait for a store. */
final class BoundedExecutor implements AutoCloseable {
  /** How many at a time: fewer than the connections of a pool. */
  static final int WIDTH = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(WIDTH, Thread.ofVirtual().factory());

  /**
   * Works on each input, and hands the results over in order, on this thread. An exception is
   * thrown in place of its result; tasks that have not begun by then, or by the end, are not run.
   *
   * @return whether all results were handed over
   */
  <T, R> boolean each(
      List<T> inputs, Function<T, R> work, Consumer<R> inOrder, BooleanSupplier ended) {
    List<Future<R>> futures =
        inputs.stream().map(input -> threads.submit(() -> work.apply(input))).toList();
    try {
      for (Future<R> future : futures) {
        if (ended.getAsBoolean()) {
          return false;
        }
        inOrder.accept(result(future));
      }
      return true;
    } finally {
      // An interrupt would close the file of an H2 database.
      futures.forEach(future -> future.cancel(false));
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw StoreUnavailableException.interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits for what has begun. */
  @Override
  public void close() {
    threads.close();
  }
}
