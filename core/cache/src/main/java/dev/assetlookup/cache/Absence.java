package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.store.ProjectReading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known not to be there at one place.
 *
 * @param isOfContainer whether there is no such container, so that no id is there
 * @param assets ids that are not on the container, else
 * @param inProject those of them that were asked for with the project, with it
 */
record Absence(boolean isOfContainer, Set<AssetId> assets, Map<AssetId, ProjectReading> inProject) {
  /** No such container. */
  static final Absence OF_CONTAINER = new Absence(true, Set.of(), Map.of());

  /** Nothing is known to be absent. */
  static final Absence NONE = new Absence(false, Set.of(), Map.of());

  /** Most ids that are remembered of one container. */
  static final int MOST_ASSETS = 64;

  Absence with(AssetId asset) {
    boolean isFull = assets.size() >= MOST_ASSETS;
    Set<AssetId> more = new HashSet<>(isFull ? Set.of() : assets);
    more.add(asset);
    return new Absence(false, Set.copyOf(more), isFull ? Map.of() : inProject);
  }

  Absence with(AssetId asset, ProjectReading reading) {
    Absence plain = with(asset);
    Map<AssetId, ProjectReading> more = new HashMap<>(plain.inProject);
    more.put(asset, reading);
    return new Absence(false, plain.assets, Map.copyOf(more));
  }

  boolean includes(AssetId asset) {
    return isOfContainer || assets.contains(asset);
  }

  int bytes() {
    int bytes = Bytes.ABSENCE;
    for (AssetId asset : assets) {
      bytes += Bytes.ABSENT_ASSET + asset.value().length();
    }
    for (ProjectReading reading : inProject.values()) {
      bytes += (int) Bytes.ofProject(reading.projectId());
    }
    return bytes;
  }
}
