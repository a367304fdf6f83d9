package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the drafts of one set their ids: those that the writer insists on, then those that their
 * URLs have in the container already, then derived ones in list order (API-FACTS 7).
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
    set.refuseRepeatedUrls();
    set.takeInsisted();
    if (stored != null) {
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

  private void refuseRepeatedUrls() {
    Map<MediaUrl, Integer> first = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      Integer earlier = first.putIfAbsent(url(i), i);
      if (earlier != null) {
        problem(i, "url", "repeats the url of asset " + earlier);
      }
    }
  }

  private void takeInsisted() {
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = drafts.get(i).id();
      Integer earlier = id == null ? null : take(i, id);
      if (earlier != null) {
        problem(i, "assetId", "repeats the id of asset " + earlier);
      }
    }
  }

  private void keepCurrent(Container stored) {
    Map<MediaUrl, AssetId> current = new HashMap<>();
    stored.assets().forEach(asset -> current.put(asset.descriptor().url(), asset.id()));
    for (int i = 0; i < drafts.size(); i++) {
      AssetId id = current.get(url(i));
      Integer insisting = id == null || ids[i] != null ? null : take(i, id);
      if (insisting != null) {
        problem(insisting, "assetId", "is the id that asset " + i + " has already: " + id);
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
        problem(i, "url", "derives an id that is taken; give an assetId");
      }
    }
  }

  /** Gives an asset an id, or tells which asset has it already. */
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

  private void problem(int index, String field, String reason) {
    problems.add(new Problem("/assets/" + index + "/" + field, reason));
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
