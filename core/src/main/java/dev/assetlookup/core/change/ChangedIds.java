package dev.assetlookup.core.change;

import dev.assetlookup.core.content.AssetId;
import java.util.List;

/**
 * Which asset ids of a container a change concerns.
 *
 * @param isAll whether it may be any id, because there are too many to list
 * @param ids the ids, empty if it may be any
 */
public record ChangedIds(boolean isAll, List<AssetId> ids) {
  /** Most ids that are listed. */
  public static final int MAX_LISTED = 100;

  /** Any id of the container. */
  public static final ChangedIds ALL = new ChangedIds(true, List.of());

  /** No id. */
  public static final ChangedIds NONE = new ChangedIds(false, List.of());

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_LISTED}, or any beside all
   */
  public ChangedIds {
    ids = List.copyOf(ids);
    if (ids.size() > (isAll ? 0 : MAX_LISTED)) {
      throw new IllegalArgumentException("too many ids to list: " + ids.size());
    }
  }

  /**
   * Lists ids if they are few.
   *
   * @param ids any number of ids, also one of them twice
   * @return the list without repetitions, or {@link #ALL}
   */
  public static ChangedIds of(List<AssetId> ids) {
    List<AssetId> distinct = ids.stream().distinct().limit(MAX_LISTED + 1L).toList();
    return distinct.size() > MAX_LISTED ? ALL : new ChangedIds(false, distinct);
  }
}
