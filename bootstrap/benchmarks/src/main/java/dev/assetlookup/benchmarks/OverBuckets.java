package dev.assetlookup.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures whether many lookups at once hide the latency of an S3 server. Everything runs in one
 * process, that server included. Takes about ten minutes; with {@code --quick} three, and less to
 * be trusted.
 */
public final class OverBuckets {
  private static final int MANY = 200;
  private static final int SLOW = 50;
  private static final double LEAST_GAIN = 100;

  private final List<RunResult> results = new ArrayList<>();

  private OverBuckets() {}

  /**
   * Runs the benchmarks and prints one table.
   *
   * @param arguments {@code --quick} or nothing
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    boolean quick = arguments.length > 0 && arguments[0].equals("--quick");
    OverBuckets run = new OverBuckets();
    run.results.addAll(run(1, quick));
    run.results.addAll(run(MANY, quick));
    run.print();
  }

  private static Collection<RunResult> run(int threads, boolean quick) throws RunnerException {
    return new Runner(
            QuietOptions.repeated(quick ? 1 : 3, TimeValue.seconds(2))
                .include("\\.BucketBenchmark\\.")
                .threads(threads)
                .build())
        .run();
  }

  private void print() {
    Table.head();
    for (String call : List.of("find", "get")) {
      for (BucketBenchmark.Layout layout : BucketBenchmark.Layout.values()) {
        for (int latency : new int[] {10, SLOW}) {
          print(call, layout, latency);
        }
      }
    }
  }

  private void print(String call, BucketBenchmark.Layout layout, int latency) {
    String name = call + ", " + layout + ", " + latency + " ms";
    double one = perSecond(call, layout, latency, 1);
    double many = perSecond(call, layout, latency, MANY);
    Table.plain(name + ", one at a time", one, "/s");
    Table.plain("  p99", p99(call, layout, latency, 1), "ms");
    Table.plain(name + ", " + MANY + " at once", many, "/s");
    Table.plain("  p99", p99(call, layout, latency, MANY), "ms");
    if (latency == SLOW) {
      Table.atLeast("  " + MANY + " at once / one at a time", many / one, "", LEAST_GAIN);
    } else {
      Table.plain("  " + MANY + " at once / one at a time", many / one, "");
    }
  }

  private double perSecond(String call, BucketBenchmark.Layout layout, int latency, int threads) {
    return 1_000 * result(Mode.Throughput, call, layout, latency, threads).getScore();
  }

  private double p99(String call, BucketBenchmark.Layout layout, int latency, int threads) {
    return result(Mode.SampleTime, call, layout, latency, threads)
        .getStatistics()
        .getPercentile(99);
  }

  private Result<?> result(
      Mode mode, String call, BucketBenchmark.Layout layout, int latency, int threads) {
    return results.stream()
        .filter(result -> result.getParams().getMode() == mode)
        .filter(result -> result.getPrimaryResult().getLabel().equals(call))
        .filter(result -> result.getParams().getParam("layout").equals(layout.name()))
        .filter(result -> result.getParams().getParam("latency").equals("" + latency))
        .filter(result -> result.getParams().getThreads() == threads)
        .findFirst()
        .orElseThrow()
        .getPrimaryResult();
  }
}
