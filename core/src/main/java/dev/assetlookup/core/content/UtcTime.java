package dev.assetlookup.core.content;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as everything here takes them, wherever they come from: RFC 3339 with any offset, of the
 * years 1970 to 9999 in UTC. What is stored is cut to the microseconds that every store can keep.
 */
public final class UtcTime {
  /** The latest time. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  // Digits beyond the nanoseconds are legal, and cut.
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}T(?:[01]\\d|2[0-3]):\\d{2}:\\d{2}(?:\\.\\d{1,9})?)\\d{0,64}"
              + "(Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)",
          Pattern.CASE_INSENSITIVE);

  private UtcTime() {}

  /**
   * Reads a time.
   *
   * @param text such as {@code 2026-04-17T13:10:00.5Z}
   * @return the time, not cut yet, as a bound may need all of its digits
   * @throws IllegalArgumentException if it is not of that form or outside the years; the message
   *     goes with the name of a field
   */
  public static Instant parse(String text) {
    Matcher matcher = RFC_3339.matcher(text);
    if (matcher.matches()) {
      try {
        LocalDateTime local = LocalDateTime.parse(matcher.group(1));
        Instant time = local.toInstant(ZoneOffset.UTC).minus(offset(matcher.group(2)));
        requireYear(time);
        return time;
      } catch (DateTimeParseException e) {
        // Reported below: a day that does not exist.
      }
    }
    throw new IllegalArgumentException("is not a time such as 2026-04-17T13:10:00Z");
  }

  // RFC 3339 has more of them than ZoneOffset, which ends at 18 hours.
  private static Duration offset(String text) {
    if (text.length() == 1) {
      return Duration.ZERO;
    }
    Duration offset = Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(text.substring(1)));
    return text.startsWith("-") ? offset.negated() : offset;
  }

  /**
   * Cuts a time to microseconds.
   *
   * @param time any time
   * @return the time that is kept
   * @throws IllegalArgumentException if it is outside the years; the message goes with the name of
   *     a field
   */
  public static Instant storable(Instant time) {
    requireYear(time);
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static void requireYear(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.truncatedTo(ChronoUnit.MICROS).isAfter(LATEST)) {
      throw new IllegalArgumentException("is outside the years 1970 to 9999");
    }
  }

  /** The same, with a name in the message. */
  static Instant storable(Instant time, String name) {
    try {
      return storable(time);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " " + e.getMessage(), e);
    }
  }
}
