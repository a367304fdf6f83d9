package dev.assetlookup.media;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of an index run, which grow while it goes on. For one thread. */
public final class IndexCounts extends WalkCounts {
  long created;
  long replaced;
  long unchanged;
  long deleted;
  long others;
  long problems;

  IndexCounts() {}

  /**
   * How many problems there were.
   *
   * @return as many as were reported
   */
  public long problems() {
    return problems;
  }

  @Override
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
    return ("%s: %,d containers new, %,d replaced, %,d unchanged, %,d deleted before;"
            + " %,d objects of others; %,d problems")
        .formatted(walked(), created, replaced, unchanged, deleted, others, problems);
  }
}
