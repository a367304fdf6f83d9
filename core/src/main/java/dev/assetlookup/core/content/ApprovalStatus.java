package dev.assetlookup.core.content;

import java.util.Locale;

/** Where a container stands in its owner's review. Carried, not interpreted. */
public enum ApprovalStatus {
  /** Nobody reviews it. */
  NOT_REQUIRED,
  /** A review is due. */
  PENDING,
  /** The review passed. */
  APPROVED,
  /** The review failed. */
  REJECTED;

  /**
   * The name on the wire and in stores.
   *
   * @return the lower-case name
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
