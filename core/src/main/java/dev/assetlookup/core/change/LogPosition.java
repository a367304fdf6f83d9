package dev.assetlookup.core.change;

import dev.assetlookup.core.content.UtcTime;
import java.time.Instant;

/**
 * A place in the change log of one organization: behind the change of this number.
 *
 * @param sequence the number of a change, 0 before the first one
 * @param at when that change was made, truncated to microseconds; with the number it tells one
 *     history from another, such as what was written after a backup was restored
 */
public record LogPosition(long sequence, Instant at) {
  /** Before the first change. */
  public static final LogPosition START = new LogPosition(0, Instant.EPOCH);

  /**
   * Cuts the time to what every store keeps.
   *
   * @throws IllegalArgumentException if {@code sequence} is negative or the time cannot be stored
   */
  public LogPosition {
    if (sequence < 0) {
      throw new IllegalArgumentException("a number of a change is not negative: " + sequence);
    }
    at = UtcTime.storable(at);
  }
}
