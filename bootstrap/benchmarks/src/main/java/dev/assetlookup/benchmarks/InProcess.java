package dev.assetlookup.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what runs in one process, and compares it with the budgets. Takes about three minutes;
 * with {@code --quick} less than one, and less to be trusted.
 */
public final class InProcess {
  private static final int SMALL = 5_000;
  private static final int LARGE = 500_000;
  private static final double NANOS_PER_MICRO = 1_000;

  private final Map<String, RunResult> results;

  private InProcess(Collection<RunResult> results) {
    this.results =
        results.stream().collect(Collectors.toUnmodifiableMap(InProcess::name, result -> result));
  }

  /**
   * Runs all benchmarks and prints one table.
   *
   * @param arguments {@code --quick} or nothing
   * @throws IOException if there is no place for the stores
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    boolean quick = arguments.length > 0 && arguments[0].equals("--quick");
    Path directory = Files.createTempDirectory("asset-lookup-benchmark");
    try {
      Store.in(directory, SMALL).fill(SMALL);
      Store.in(directory, LARGE).fill(LARGE);
      new InProcess(run(directory, quick)).print();
    } finally {
      delete(directory);
    }
  }

  private static Collection<RunResult> run(Path directory, boolean quick) throws RunnerException {
    return new Runner(
            QuietOptions.repeated(quick ? 2 : 5, TimeValue.seconds(1))
                .include("\\.(Memory|Jdbc)Benchmark\\.")
                .param("directory", directory.toString())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private static String name(RunResult result) {
    String label = result.getPrimaryResult().getLabel();
    String assets = result.getParams().getParam("assets");
    return assets == null ? label : label + " " + assets;
  }

  private void print() {
    Table.head();
    Table.atMost("find, in memory", micros("find"), "us", 1);
    Table.plain("  allocated", bytes("find"), "B/call");
    Table.plain("find by text, in memory", micros("findText"), "us");
    Table.plain("  allocated", bytes("findText"), "B/call");
    Table.plain("no such asset, in memory", micros("noAsset"), "us");
    Table.plain("  allocated", bytes("noAsset"), "B/call");
    Table.plain("no such container, in memory", micros("noContainer"), "us");
    Table.plain("  allocated", bytes("noContainer"), "B/call");
    Table.plain("descriptor as JSON", micros("json"), "us");
    Table.plain("  allocated", bytes("json"), "B/call");
    printJdbc(SMALL);
    printJdbc(LARGE);
    Table.atMost(
        "find, H2 file, 500,000 assets / 5,000 assets",
        micros("find " + LARGE) / micros("find " + SMALL),
        "",
        1.15);
  }

  private void printJdbc(int assets) {
    String where = String.format(", H2 file of %,d assets", assets);
    Table.plain("raw select" + where, micros("rawSelect " + assets), "us");
    Table.plain("find" + where, micros("find " + assets), "us");
    Table.plain("  allocated", bytes("find " + assets), "B/call");
    Table.atMost(
        "  find / raw select", micros("find " + assets) / micros("rawSelect " + assets), "", 1.3);
    Table.plain("no such asset" + where, micros("noAsset " + assets), "us");
    Table.plain("authenticate a key" + where, micros("authenticate " + assets), "us");
  }

  /** Of the best iteration: what other work on the machine adds is not ours. */
  private double micros(String name) {
    return result(name).getPrimaryResult().getStatistics().getMin() / NANOS_PER_MICRO;
  }

  private double bytes(String name) {
    var allocated = result(name).getSecondaryResults().get("gc.alloc.rate.norm");
    return allocated == null ? Double.NaN : allocated.getScore();
  }

  private RunResult result(String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("no result of " + name);
    }
    return result;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
