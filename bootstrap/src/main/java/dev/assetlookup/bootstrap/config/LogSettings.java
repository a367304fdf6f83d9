package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.feed.TrimChanges;
import java.time.Duration;
import java.util.List;

/**
 * How long what is logged is kept.
 *
 * @param changes how long changes are
 * @param audit how long entries of the audit trail are
 */
public record LogSettings(Duration changes, Duration audit) {
  /** What holds if nothing is said. */
  public static final LogSettings DEFAULT =
      new LogSettings(TrimChanges.DEFAULT_RETENTION, TrimChanges.DEFAULT_AUDIT_RETENTION);

  private static final Form<Duration> FORM =
      Form.duration(Duration.ofHours(1), Duration.ofDays(3650), "1 hour to 3650 days such as P30D");
  private static final Setting<Duration> CHANGES =
      new Setting<>(
          "changes.retention",
          "P30D",
          FORM,
          "how long changes are kept for those who [follow them](changes.md), and so how long a"
              + " token is good; ISO 8601 duration, 1 hour to 3650 days");
  private static final Setting<Duration> AUDIT =
      new Setting<>(
          "audit.retention",
          "P400D",
          FORM,
          "how long the [audit log](audit.md) keeps an entry; ISO 8601 duration, 1 hour to 3650"
              + " days");
  static final List<Setting<?>> ALL = List.of(CHANGES, AUDIT);

  static LogSettings read(Values values) {
    return new LogSettings(values.get(CHANGES), values.get(AUDIT));
  }
}
