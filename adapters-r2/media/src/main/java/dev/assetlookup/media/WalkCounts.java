package dev.assetlookup.media;

import java.util.Map;

/** The counts of a walk through the bucket, which grow while it goes on. For one thread. */
abstract class WalkCounts {
  long objects;
  long folderMarkers;
  boolean complete;

  /**
   * Whether the walk came to its end.
   *
   * @return false while it goes on, and if it was ended early
   */
  public boolean isComplete() {
    return complete;
  }

  /**
   * The counts by name.
   *
   * @return in the order to show them
   */
  public abstract Map<String, Long> byName();

  /** The objects, and the folder markers if there are any, for people. */
  String walked() {
    String markers = folderMarkers == 0 ? "" : ", %,d folder markers".formatted(folderMarkers);
    return "%,d objects%s".formatted(objects, markers);
  }
}
