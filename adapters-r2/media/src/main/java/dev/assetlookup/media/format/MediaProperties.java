package dev.assetlookup.media.format;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of a file say. Null is what they do not say, or not for sure.
 *
 * @param type the MIME type
 * @param size as shown, that is after turning and stretching it as the file says
 * @param durationMs playing time in milliseconds
 */
public record MediaProperties(String type, @Nullable PixelSize size, @Nullable Long durationMs) {
  // No playing time is longer than a year.
  private static final double MAX_MILLIS = 366.0 * 24 * 3600 * 1000;

  MediaProperties(String type) {
    this(type, null, null);
  }

  /** Milliseconds, null if nothing plays so long or so short. */
  static @Nullable Long millis(double seconds) {
    double millis = seconds * 1000;
    return millis >= 0.5 && millis <= MAX_MILLIS ? Math.round(millis) : null;
  }
}
