package dev.assetlookup.core.content;

import java.time.Instant;

/**
 * An asset that a later publish or a delete took out of the current set.
 *
 * @param asset what it was
 * @param supersededIn the revision that took it out
 * @param supersededAt when, truncated to microseconds
 * @param withdrawn true once its container was deleted: it never resolves again, also not after the
 *     container was published anew
 */
public record SupersededAsset(
    Asset asset, Revision supersededIn, Instant supersededAt, boolean withdrawn) {
  /** Cuts the time to what every store keeps. */
  public SupersededAsset {
    supersededAt = Texts.storable(supersededAt, "supersededAt");
  }

  /**
   * The same asset after its container was deleted.
   *
   * @return a withdrawn copy
   */
  public SupersededAsset withdraw() {
    return new SupersededAsset(asset, supersededIn, supersededAt, true);
  }
}
