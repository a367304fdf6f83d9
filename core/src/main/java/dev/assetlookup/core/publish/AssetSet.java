package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.publish.PublishContainer.Field;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the drafts of one set, in which nothing is repeated, their ids: those that the writer
 * insists on, then those that their URLs have in the container already, then derived ones in list
 * order.
 */
final class AssetSet {
  private final List<AssetDraft> drafts;
  private final @Nullable AssetId[] ids;
  private final Map<AssetId, Integer> owners = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private AssetSet(List<AssetDraft> drafts) {
    this.drafts = drafts;
    this.ids = new @Nullable AssetId[drafts.size()];
  }

  /** The set with its ids, or the problems that keep it from having them. */
  static Assigned assign(List<AssetDraft> drafts, @Nullable Container stored) {
    AssetSet set = new AssetSet(drafts);
    set.takeInsisted();
    if (stored != null) {
      set.refuseReleasing(stored);
      set.keepCurrent(stored);
      set.keepSuperseded(stored);
    }
    set.deriveRest();
    return set.problems.isEmpty()
        ? new Assigned(set.assets(), List.of())
        : new Assigned(List.of(), set.problems);
  }

  /** Either assets or problems. */
  record Assigned(List<Asset> assets, List<Problem> problems) {}

  /** What of a set repeats a URL or id of an earlier asset. */
  static List<Problem> repetitions(SortedMap<Integer, AssetDraft> drafts) {
    List<Problem> problems = new ArrayList<>();
    Map<MediaUrl, Integer> urls = new HashMap<>();
    Map<AssetId, Integer> ids = new HashMap<>();
    drafts.forEach(
        (number, draft) -> {
          Integer earlier = urls.putIfAbsent(draft.descriptor().url(), number);
          if (earlier != null) {
            problems.add(new Problem(number, Field.URL, "repeats the url of asset " + earlier));
          }
          AssetId id = draft.id();
          Integer owner = id == null ? null : ids.putIfAbsent(id, number);
          if (owner != null) {
            problems.add(new Problem(number, Field.ID, "repeats the id of asset " + owner));
          }
        });
    return problems;
  }

  private void takeInsisted() {
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = drafts.get(i).id();
      if (id != null) {
        take(i, id);
      }
    }
  }

  /** Their files may vanish at any moment; the sweep that does it is over soon. */
  private void refuseReleasing(Container stored) {
    Set<MediaUrl> releasing = superseded(stored, Media.RELEASING);
    // A sweep hands over nothing that is current, or that waits for a grace of its own.
    stored.assets().forEach(asset -> asset.descriptor().urls().forEach(releasing::remove));
    releasing.removeAll(superseded(stored, Media.HELD));
    String reason = "is of media that are being deleted; try again in a moment or use another URL";
    for (int i = 0; i < drafts.size() && !releasing.isEmpty(); i++) {
      MediaUrl thumbnail = drafts.get(i).descriptor().thumbnailUrl();
      if (releasing.contains(url(i))) {
        problems.add(new Problem(i, Field.URL, reason));
      }
      if (thumbnail != null && releasing.contains(thumbnail)) {
        problems.add(new Problem(i, Field.THUMBNAIL_URL, reason));
      }
    }
  }

  private static Set<MediaUrl> superseded(Container stored, Media media) {
    return stored.superseded().stream()
        .filter(entry -> entry.media() == media)
        .flatMap(entry -> entry.asset().descriptor().urls())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void keepCurrent(Container stored) {
    Map<MediaUrl, AssetId> current = new HashMap<>();
    stored.assets().forEach(asset -> current.put(asset.descriptor().url(), asset.id()));
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = current.get(url(i));
      Integer insisting = id == null || ids[i] != null ? null : take(i, id);
      if (insisting != null) {
        problems.add(
            new Problem(insisting, Field.ID, "is the id that asset " + i + " has already: " + id));
      }
    }
  }

  /** A URL that comes back gets its old id back, unless something current has it by now. */
  private void keepSuperseded(Container stored) {
    Map<MediaUrl, AssetId> former = new HashMap<>();
    for (SupersededAsset superseded : stored.superseded()) {
      former.put(superseded.asset().descriptor().url(), superseded.asset().id());
    }
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = former.get(url(i));
      if (id != null && ids[i] == null) {
        take(i, id);
      }
    }
  }

  private void deriveRest() {
    for (int i = 0; i < drafts.size(); i++) {
      if (ids[i] == null
          && take(i, AssetIds.derive(url(i))) != null
          && take(i, AssetIds.deriveDistinct(url(i))) != null) {
        problems.add(new Problem(i, Field.URL, "derives an id that is taken; give an assetId"));
      }
    }
  }

  /** Gives an asset an id; returns the asset that has it already, else null. */
  private @Nullable Integer take(int index, AssetId id) {
    Integer owner = owners.putIfAbsent(id, index);
    if (owner == null) {
      ids[index] = id;
    }
    return owner;
  }

  private MediaUrl url(int index) {
    return drafts.get(index).descriptor().url();
  }

  private List<Asset> assets() {
    List<Asset> assets = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = ids[i];
      if (id == null) {
        throw new IllegalStateException("asset " + i + " has no id");
      }
      assets.add(new Asset(id, drafts.get(i).descriptor()));
    }
    return assets;
  }
}
