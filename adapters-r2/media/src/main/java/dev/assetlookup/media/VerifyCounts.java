package dev.assetlookup.media;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of a verification, which grow while it goes on. For one thread. */
public final class VerifyCounts {
  long containers;
  long assets;
  long elsewhere;
  long objects;
  long folderMarkers;
  long findings;
  boolean complete;

  VerifyCounts() {}

  /**
   * How much is wrong.
   *
   * @return how many findings there are
   */
  public long findings() {
    return findings;
  }

  /**
   * Whether everything was compared.
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
    byName.put("containers", containers);
    byName.put("assets", assets);
    byName.put("assetsElsewhere", elsewhere);
    byName.put("objects", objects);
    byName.put("folderMarkers", folderMarkers);
    byName.put("findings", findings);
    return byName;
  }

  /** For people. */
  @Override
  public String toString() {
    String markers = folderMarkers == 0 ? "" : ", %,d folder markers".formatted(folderMarkers);
    return "%,d containers, %,d assets in the bucket, %,d elsewhere, %,d objects%s: %,d findings"
        .formatted(containers, assets, elsewhere, objects, markers, findings);
  }
}
