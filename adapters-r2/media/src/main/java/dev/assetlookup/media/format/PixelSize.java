package dev.assetlookup.media.format;

import org.jspecify.annotations.Nullable;

/**
 * A size that a picture may have.
 *
 * @param width pixels across, above zero
 * @param height pixels down, above zero
 */
public record PixelSize(int width, int height) {
  // No picture is larger than 2^20 across.
  private static final int MAX = 1 << 20;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if no picture has this size
   */
  public PixelSize {
    if (!isPlausible(width) || !isPlausible(height)) {
      throw new IllegalArgumentException("no size of a picture: " + width + " x " + height);
    }
  }

  /** Null if no picture has this size. */
  static @Nullable PixelSize of(long width, long height) {
    return isPlausible(width) && isPlausible(height)
        ? new PixelSize((int) width, (int) height)
        : null;
  }

  private static boolean isPlausible(long pixels) {
    return pixels >= 1 && pixels <= MAX;
  }

  /** After a quarter turn. */
  PixelSize turned() {
    return new PixelSize(/* width= */ height, /* height= */ width);
  }

  /**
   * As it is shown where pixels are not square. Browsers stretch one side and leave the other as it
   * is, so that no pixel is lost.
   *
   * @param pixelAspect the width of a pixel, its height being 1
   * @return null if no picture has that size
   */
  @Nullable PixelSize stretched(double pixelAspect) {
    return pixelAspect >= 1
        ? of(Math.round(width * pixelAspect), height)
        : of(width, Math.round(height / pixelAspect));
  }
}
