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

  /** The places as drafts, in their order, over the assets that the container has now. */
  static List<AssetDraft> drafts(
      MediaLocation location, List<MediaPlan.Place> places, List<Asset> current) {
    return new StableIds(location, current).drafts(places);
  }

  private List<AssetDraft> drafts(List<MediaPlan.Place> places) {
    places.forEach(this::keep);
    List<@Nullable AssetId> ids = new ArrayList<>();
    for (MediaPlan.Place place : places) {
      ids.add(byUrl.containsKey(place.url()) ? null : former(place));
    }
    List<AssetDraft> drafts = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      MediaPlan.Place place = places.get(i);
      AssetId id = ids.get(i);
      boolean versioned = !place.url().equals(place.plainUrl()) && !byUrl.containsKey(place.url());
      drafts.add(new AssetDraft(id == null && versioned ? own(place) : id, place.descriptor()));
    }
    return drafts;
  }

  /** A URL that stays keeps its id, whatever others would like. */
  private void keep(MediaPlan.Place place) {
    AssetId id = byUrl.get(place.url());
    if (id != null) {
      taken.add(id);
    }
  }

  /** The id that the file has now with other bytes, or null. */
  private @Nullable AssetId former(MediaPlan.Place place) {
    AssetId plain = byUrl.get(place.plainUrl());
    if (plain != null) {
      return taken.add(plain) ? plain : null;
    }
    for (AssetId id :
        List.of(AssetIds.deriveDistinct(place.plainUrl()), AssetIds.derive(place.plainUrl()))) {
      MediaUrl url = byId.get(id);
      if (url != null && isVersion(place, url) && taken.add(id)) {
        return id;
      }
    }
    return null;
  }

  private boolean isVersion(MediaPlan.Place place, MediaUrl url) {
    return location
        .key(url)
        .flatMap(location::file)
        .filter(file -> file.container().equals(place.container()))
        .filter(file -> new VersionedName(place.file().file().name()).isVersion(file.name()))
        .isPresent();
  }

  /** The id that the file's own name gives, as if its URL were the plain one. */
  private @Nullable AssetId own(MediaPlan.Place place) {
    AssetId derived = AssetIds.derive(place.plainUrl());
    if (taken.add(derived)) {
      return derived;
    }
    AssetId distinct = AssetIds.deriveDistinct(place.plainUrl());
    return taken.add(distinct) ? distinct : null;
  }
}
