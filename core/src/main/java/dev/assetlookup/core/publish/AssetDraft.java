package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One asset of a set to publish.
 *
 * @param id the id that the writer insists on, null to keep the URL's id or derive one
 * @param descriptor what is known of it
 */
public record AssetDraft(@Nullable AssetId id, AssetDescriptor descriptor) {
  /**
   * The assets of a whole set by their numbers, as {@link PublishContainer#check} takes them.
   *
   * @param assets the set
   * @return a new map, from 0 on
   */
  public static SortedMap<Integer, AssetDraft> numbered(List<AssetDraft> assets) {
    SortedMap<Integer, AssetDraft> numbered = new TreeMap<>();
    for (AssetDraft asset : assets) {
      numbered.put(numbered.size(), asset);
    }
    return numbered;
  }

  /**
   * A draft that keeps the id that its URL has in the container, or gets one derived from the URL.
   *
   * @param descriptor what is known of the asset
   * @return a new draft
   */
  public static AssetDraft of(AssetDescriptor descriptor) {
    return new AssetDraft(null, descriptor);
  }
}
