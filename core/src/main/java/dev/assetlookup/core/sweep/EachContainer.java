package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.ContainerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Does something for each of several containers on an executor. Thread-safe.
 *
 * @param executor runs as many at once as it likes
 */
record EachContainer(Executor executor) {
  /**
   * Ends when all that were begun have ended, with a failure if there was one. After a failure no
   * more are begun: a store that gives no answer would let each of them wait in turn.
   */
  void together(List<ContainerKey> keys, Consumer<ContainerKey> action) {
    AtomicBoolean failed = new AtomicBoolean();
    List<CompletableFuture<Void>> all = new ArrayList<>(keys.size());
    for (ContainerKey key : keys) {
      all.add(begun(() -> unlessFailed(failed, key, action)));
    }
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** An executor that takes no more work fails this container only after the others. */
  private CompletableFuture<Void> begun(Runnable action) {
    try {
      return CompletableFuture.runAsync(action, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void unlessFailed(
      AtomicBoolean failed, ContainerKey key, Consumer<ContainerKey> action) {
    if (failed.get()) {
      return;
    }
    boolean done = false;
    try {
      action.accept(key);
      done = true;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }
}
