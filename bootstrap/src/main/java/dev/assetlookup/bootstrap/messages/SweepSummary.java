package dev.assetlookup.bootstrap.messages;

import dev.assetlookup.core.sweep.SweepContainers;

/** Puts the counts of a sweep into one line. */
public final class SweepSummary {
  private static final String DONE =
      "released %,d assets (%,d URLs), forgot %,d, removed %,d containers; %,d failed";
  private static final String PREVIEW =
      "would release %,d assets (%,d URLs), forget %,d, remove %,d containers; %,d failed";

  private SweepSummary() {}

  /**
   * Describes a sweep.
   *
   * @param report its counts
   * @return one line
   */
  public static String ofSweep(SweepContainers.Report report) {
    return summary(DONE, report);
  }

  /**
   * Describes what a sweep would do.
   *
   * @param report the counts of a preview
   * @return one line
   */
  public static String ofPreview(SweepContainers.Report report) {
    return summary(PREVIEW, report);
  }

  /**
   * Describes a trim of the change log and the audit trail.
   *
   * @param trimmed how many entries were forgotten
   * @return one line
   */
  public static String ofTrim(long trimmed) {
    return "forgot %,d entries of the logs".formatted(trimmed);
  }

  private static String summary(String format, SweepContainers.Report report) {
    return format.formatted(
        report.released(), report.urls(), report.forgotten(), report.removed(), report.failed());
  }
}
