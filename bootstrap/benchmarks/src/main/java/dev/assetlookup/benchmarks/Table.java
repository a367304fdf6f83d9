package dev.assetlookup.benchmarks;

import java.util.Locale;

/** The lines of a table with budgets. */
final class Table {
  private static final String LINE = "%-58s %14s %12s  %s%n";

  private Table() {}

  static void head() {
    System.out.printf(LINE, "figure", "measured", "budget", "");
  }

  static void atMost(String figure, double value, String unit, double budget) {
    System.out.printf(
        LINE,
        figure,
        text(value, unit),
        "<= " + text(budget, unit),
        value <= budget ? "ok" : "over");
  }

  static void atLeast(String figure, double value, String unit, double budget) {
    System.out.printf(
        LINE,
        figure,
        text(value, unit),
        ">= " + text(budget, unit),
        value >= budget ? "ok" : "under");
  }

  static void plain(String figure, double value, String unit) {
    System.out.printf(LINE, figure, text(value, unit), "", "");
  }

  private static String text(double value, String unit) {
    String number = String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
