package dev.assetlookup.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a container are to be written. Superseded assets keep their places as long as they
 * are in order: when the first of them are forgotten, the others need not move up.
 */
final class AssetDifference {
  private final List<AssetRow> changed = new ArrayList<>();
  private final List<AssetRow> added = new ArrayList<>();
  private final StoredAssets stored;
  private final int highest;
  private int last = -1;
  private boolean altersSuperseded;
  private boolean changesCurrent;

  AssetDifference(StoredAssets stored, Map<AssetRow.Key, AssetRow> next) {
    this.stored = stored;
    this.highest = Integer.MAX_VALUE - next.size();
    next.forEach((key, row) -> compare(row, stored.row(key)));
  }

  /** The rows that are there and are to be updated. */
  List<AssetRow> changed() {
    return changed;
  }

  /** The rows that are not there. */
  List<AssetRow> added() {
    return added;
  }

  /** Whether superseded assets are altered or removed, and nothing else. */
  boolean onlyForgets() {
    boolean removesCurrent = stored.surplus().stream().anyMatch(AssetRow.Key::isCurrent);
    return (altersSuperseded || !stored.surplus().isEmpty())
        && !changesCurrent
        && !removesCurrent
        && added.isEmpty();
  }

  private void compare(AssetRow row, @Nullable StoredAssetRow before) {
    if (row.superseded() == null) {
      compare(row, before, row.position());
      return;
    }
    boolean inOrder = before != null && before.position() > last && before.position() < highest;
    last = inOrder && before != null ? before.position() : last + 1;
    compare(row, before, last);
  }

  private void compare(AssetRow row, @Nullable StoredAssetRow before, int position) {
    if (before == null) {
      added.add(row.at(position));
      return;
    }
    boolean isCurrent = row.superseded() == null;
    altersSuperseded |= !isCurrent && !before.isSame();
    if (!before.isSame() || before.position() != position) {
      changesCurrent |= isCurrent;
      changed.add(row.at(position));
    }
  }
}
