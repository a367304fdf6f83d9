package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.r2.objects.MediaLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids of files whose bytes, and so their URLs, have changed: an id stands for the name of
 * a file. The publish derives all others.
 */
final class StableIds {
  private final MediaLocation location;
  private final Map<MediaUrl, AssetId> byUrl = new HashMap<>();
  private final Map<AssetId, MediaUrl> byId = new HashMap<>();
  private final Set<AssetId> taken = new HashSet<>();

  private StableIds(MediaLocation location, List<Asset> current) {
    this.location = location;
    for (Asset asset : current) {
      byUrl.put(asset.descriptor().url(), asset.id());
      byId.put(asset.id(), asset.descriptor().url());
    }
  }

  /** The placements as drafts, in their order, over the assets that the container has now. */
  static List<AssetDraft> drafts(
      MediaLocation location, List<MediaPlan.Placement> placements, List<Asset> current) {
    return new StableIds(location, current).drafts(placements);
  }

  private List<AssetDraft> drafts(List<MediaPlan.Placement> placements) {
    placements.forEach(this::keep);
    List<@Nullable AssetId> ids = new ArrayList<>();
    for (MediaPlan.Placement placement : placements) {
      ids.add(byUrl.containsKey(placement.url()) ? null : former(placement));
    }
    List<AssetDraft> drafts = new ArrayList<>();
    for (int i = 0; i < placements.size(); i++) {
      MediaPlan.Placement placement = placements.get(i);
      AssetId id = ids.get(i);
      boolean versioned =
          !placement.url().equals(placement.plainUrl()) && !byUrl.containsKey(placement.url());
      drafts.add(
          new AssetDraft(id == null && versioned ? own(placement) : id, placement.descriptor()));
    }
    return drafts;
  }

  /** A URL that stays keeps its id, whatever others would like. */
  private void keep(MediaPlan.Placement placement) {
    AssetId id = byUrl.get(placement.url());
    if (id != null) {
      taken.add(id);
    }
  }

  /** The id that the file has now with other bytes, or null. */
  private @Nullable AssetId former(MediaPlan.Placement placement) {
    AssetId plain = byUrl.get(placement.plainUrl());
    if (plain != null) {
      return taken.add(plain) ? plain : null;
    }
    for (AssetId id :
        List.of(
            AssetIds.deriveDistinct(placement.plainUrl()), AssetIds.derive(placement.plainUrl()))) {
      MediaUrl url = byId.get(id);
      if (url != null && isVersion(placement, url) && taken.add(id)) {
        return id;
      }
    }
    return null;
  }

  private boolean isVersion(MediaPlan.Placement placement, MediaUrl url) {
    return location
        .key(url)
        .flatMap(location::file)
        .filter(file -> file.container().equals(placement.container()))
        .filter(file -> new VersionedName(placement.file().file().name()).isVersion(file.name()))
        .isPresent();
  }

  /** The id that the file's own name gives, as if its URL were the plain one. */
  private @Nullable AssetId own(MediaPlan.Placement placement) {
    AssetId derived = AssetIds.derive(placement.plainUrl());
    if (taken.add(derived)) {
      return derived;
    }
    AssetId distinct = AssetIds.deriveDistinct(placement.plainUrl());
    return taken.add(distinct) ? distinct : null;
  }
}
