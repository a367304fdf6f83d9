package dev.assetlookup.core.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An asset that a later publish or a delete took out of the current set.
 *
 * @param asset what it was
 * @param position where it stood in that set, from 0; null if that was not recorded
 * @param supersededIn the revision that took it out
 * @param supersededAt when, truncated to microseconds
 * @param withdrawn true once its container was deleted: it never resolves again, also not after the
 *     container was published anew
 * @param media how far the release of its media has come
 */
public record SupersededAsset(
    Asset asset,
    @Nullable Integer position,
    Revision supersededIn,
    Instant supersededAt,
    boolean withdrawn,
    Media media) {
  // Bytes of what is not an id or a URL: kind, type, checksum, numbers and times, with their names.
  private static final int RECORD_BYTES = 400;

  /** What became of the files behind the asset's URLs. They are released in this order. */
  public enum Media {
    /** They have not been released yet. */
    HELD,
    /** They are being released; until that is done their URLs cannot be published again. */
    RELEASING,
    /** They are released: their files may be deleted. */
    RELEASED
  }

  /**
   * Cuts the time to what every store keeps.
   *
   * @throws IllegalArgumentException if {@code position} is negative
   */
  public SupersededAsset {
    supersededAt = UtcTime.storable(supersededAt, "supersededAt");
    if (position != null && position < 0) {
      throw new IllegalArgumentException("position is negative: " + position);
    }
  }

  long bytes() {
    return (long) RECORD_BYTES + asset.id().value().length() + asset.descriptor().textLength();
  }

  /**
   * The same asset after its container was deleted.
   *
   * @return a withdrawn copy
   */
  public SupersededAsset withdraw() {
    return new SupersededAsset(asset, position, supersededIn, supersededAt, true, media);
  }

  /**
   * The same asset at another stage of its release.
   *
   * @param next the stage
   * @return a copy
   */
  public SupersededAsset with(Media next) {
    return new SupersededAsset(asset, position, supersededIn, supersededAt, withdrawn, next);
  }
}
