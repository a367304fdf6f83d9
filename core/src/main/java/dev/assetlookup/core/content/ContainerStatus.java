package dev.assetlookup.core.content;

import java.util.Locale;

/** How far the making of a container has come. Carried, not interpreted. */
public enum ContainerStatus {
  /** Not begun. */
  QUEUED,
  /** Under way. */
  PROCESSING,
  /** Done. */
  COMPLETED,
  /** Ended by an error. */
  FAILED,
  /** Ended by its owner. */
  CANCELED;

  /**
   * The name on the wire and in stores.
   *
   * @return the lower-case name
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
