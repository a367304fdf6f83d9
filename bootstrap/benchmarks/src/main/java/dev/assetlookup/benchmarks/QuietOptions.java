package dev.assetlookup.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How benchmarks are run whose results are printed as a {@link Table}. */
final class QuietOptions {
  private QuietOptions() {}

  /** In a process of their own, warmed up as often and as long as they are measured. */
  static ChainedOptionsBuilder repeated(int iterations, TimeValue time) {
    return new OptionsBuilder()
        .forks(1)
        .warmupIterations(iterations)
        .warmupTime(time)
        .measurementIterations(iterations)
        .measurementTime(time)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }
}
