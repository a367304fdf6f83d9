package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks many questions at the same time, on an executor's threads and on the caller's own, so that
 * it makes progress even if the executor has no thread to give. Thread-safe.
 */
public final class Parallel {
  private final Executor executor;
  private final int width;

  /**
   * Asks on an executor.
   *
   * @param width the most questions of one caller at the same time
   */
  public Parallel(Executor executor, int width) {
    this.executor = executor;
    this.width = width;
  }

  /** The results in the order of the inputs, or the first exception, once all have ended. */
  public <T, R> List<R> map(List<T> inputs, Function<T, R> question) {
    Round<T, R> round = new Round<>(inputs, question);
    for (int i = 1; i < Math.min(width, inputs.size()); i++) {
      try {
        executor.execute(round);
      } catch (RejectedExecutionException e) {
        break;
      }
    }
    round.run();
    return round.results();
  }

  private static final class Round<T, R> implements Runnable {
    private final List<T> inputs;
    private final Function<T, R> question;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final AtomicReferenceArray<@Nullable R> results;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(List<T> inputs, Function<T, R> question) {
      this.inputs = inputs;
      this.question = question;
      this.open = new CountDownLatch(inputs.size());
      this.results = new AtomicReferenceArray<>(inputs.size());
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            results.set(i, question.apply(inputs.get(i)));
          }
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        } finally {
          open.countDown();
        }
      }
    }

    @SuppressWarnings("NullAway") // Every result is there once no question is open or has failed.
    List<R> results() {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw StoreUnavailableException.interrupted(e);
      }
      Throwable failed = failure.get();
      if (failed instanceof Error error) {
        throw error;
      }
      if (failed != null) {
        throw (RuntimeException) failed;
      }
      return IntStream.range(0, inputs.size()).mapToObj(results::get).toList();
    }
  }
}
