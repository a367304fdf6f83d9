package dev.assetlookup.benchmarks;

import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Rate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * What a rate limit costs a request: its bucket alone, with nobody else and with another thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitsBenchmark {
  private final Bucket full = Bucket.of(new Rate(Rate.MOST), System.nanoTime());
  private final Bucket empty = Bucket.of(new Rate(1), System.nanoTime());

  /** One that has permits most of the time. */
  @Benchmark
  public long take() {
    return full.take(System.nanoTime());
  }

  /** The same, fought for. */
  @Benchmark
  @Threads(2)
  public long takeByTwo() {
    return full.take(System.nanoTime());
  }

  /** One that has none. */
  @Benchmark
  public long refuse() {
    return empty.take(System.nanoTime());
  }
}
