package dev.assetlookup.media;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of an index run, which grow while it goes on. For one thread. */
public final class IndexCounts {
  long objects;
  long folderMarkers;
  long created;
  long replaced;
  long unchanged;
  long deleted;
  long others;
  long problems;
  boolean complete;

  IndexCounts() {}

  /**
   * How many problems there were.
   *
   * @return as many as were reported
   */
  public long problems() {
    return problems;
  }

  /**
   * Whether the whole bucket was walked.
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
  public Map<String, Long> byName() {
    Map<String, Long> byName = new LinkedHashMap<>();
    byName.put("objects", objects);
    byName.put("folderMarkers", folderMarkers);
    byName.put("created", created);
    byName.put("replaced", replaced);
    byName.put("unchanged", unchanged);
    byName.put("deleted", deleted);
    byName.put("othersObjects", others);
    byName.put("problems", problems);
    return byName;
  }

  /** For people. */
  @Override
  public String toString() {
    String markers = folderMarkers == 0 ? "" : ", %,d folder markers".formatted(folderMarkers);
    return ("%,d objects%s: %,d containers new, %,d replaced, %,d unchanged, %,d deleted before;"
            + " %,d objects of others; %,d problems")
        .formatted(objects, markers, created, replaced, unchanged, deleted, others, problems);
  }
}
