package dev.assetlookup.media;

import java.util.LinkedHashMap;
import java.util.Map;

/** The counts of a verification, which grow while it goes on. For one thread. */
public final class VerifyCounts extends WalkCounts {
  long containers;
  long assets;
  long elsewhere;
  long findings;

  VerifyCounts() {}

  /**
   * How much is wrong.
   *
   * @return how many findings there are
   */
  public long findings() {
    return findings;
  }

  @Override
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
    return "%,d containers, %,d assets in the bucket, %,d elsewhere, %s: %,d findings"
        .formatted(containers, assets, elsewhere, walked(), findings);
  }
}
