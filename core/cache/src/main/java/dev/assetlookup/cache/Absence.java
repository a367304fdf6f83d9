package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known not to be there at one place.
 *
 * @param isOfContainer whether there is no such container, so that no id is there
 * @param assets ids that are not on the container, else
 */
record Absence(boolean isOfContainer, Set<AssetId> assets) {
  /** No such container. */
  static final Absence OF_CONTAINER = new Absence(true, Set.of());

  /** Nothing is known to be absent. */
  static final Absence NONE = new Absence(false, Set.of());

  /** Most ids that are remembered of one container. */
  static final int MOST_ASSETS = 64;

  Absence with(AssetId asset) {
    Set<AssetId> more = new HashSet<>(assets.size() < MOST_ASSETS ? assets : Set.of());
    more.add(asset);
    return new Absence(false, Set.copyOf(more));
  }

  boolean includes(AssetId asset) {
    return isOfContainer || assets.contains(asset);
  }

  int bytes() {
    int bytes = Bytes.ABSENCE;
    for (AssetId asset : assets) {
      bytes += Bytes.ABSENT_ASSET + asset.value().length();
    }
    return bytes;
  }
}
