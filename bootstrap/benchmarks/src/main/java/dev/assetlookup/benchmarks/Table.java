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
    compared(figure, value, unit, "<= " + text(budget, unit), value <= budget ? "ok" : "over");
  }

  static void atLeast(String figure, double value, String unit, double budget) {
    compared(figure, value, unit, ">= " + text(budget, unit), value >= budget ? "ok" : "under");
  }

  private static void compared(
      String figure, double value, String unit, String budget, String verdict) {
    System.out.printf(LINE, figure, text(value, unit), budget, verdict);
  }

  static void plain(String figure, double value, String unit) {
    compared(figure, value, unit, "", "");
  }

  private static String text(double value, String unit) {
    String number = String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
