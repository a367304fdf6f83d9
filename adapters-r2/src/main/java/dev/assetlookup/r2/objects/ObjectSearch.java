package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Finds the object that is an asset: where it was found lately, else by the names in its folder.
 * Thread-safe.
 */
record ObjectSearch(
    MediaBucket media,
    Cache<AssetKey, String> objectKeys,
    FolderMemory folders,
    FolderOwners owners,
    TroubleLog troubles) {
  private static final String TOO_MANY_NAMES =
      "it has more than "
          + MediaListing.LOOKED_AT
          + " names, too many to find a file by the hash of its name; give files names of letters,"
          + " digits, '.', '_' and '-', or spread them over several containers";

  // An object that is listed may be gone by the time of its HEAD.
  private static final int LISTS_PER_FIND = 2;

  /** The object; empty if there is none that the organization may see. */
  Optional<MediaObject> find(AssetKey asset, Deadline within) {
    return remembered(asset, within).or(() -> searched(asset, within));
  }

  /** Asks for the whole object, because its tag does not change with its metadata. */
  private Optional<MediaObject> remembered(AssetKey asset, Deadline within) {
    String key = objectKeys.getIfPresent(asset);
    if (key == null) {
      return Optional.empty();
    }
    Optional<MediaObject> object = visible(headed(key, within), asset);
    if (object.isEmpty()) {
      objectKeys.asMap().remove(asset, key);
    }
    return object;
  }

  /** A HEAD cannot say why it is refused; the LIST that follows can. */
  private Optional<MediaObject> headed(String key, Deadline within) {
    try {
      return media.heads().one(key, within);
    } catch (StoreNotSetUpException e) {
      return Optional.empty();
    }
  }

  private static Optional<MediaObject> visible(Optional<MediaObject> object, AssetKey asset) {
    return object.filter(o -> !o.isOfAnother(asset.container().organization()));
  }

  private Optional<MediaObject> searched(AssetKey asset, Deadline within) {
    Optional<MediaObject> object =
        HashedFiles.isHashed(asset.asset()) ? hashed(asset, within) : named(asset, within);
    object.ifPresent(found -> remember(asset, found));
    return object;
  }

  private void remember(AssetKey asset, MediaObject object) {
    objectKeys.put(asset, object.key());
    if (object.isOf(asset.container().organization())) {
      owners.remember(asset.container());
    }
  }

  private Optional<MediaObject> named(AssetKey asset, Deadline within) {
    ContainerId container = asset.container().container();
    for (int lists = 0; lists < LISTS_PER_FIND; lists++) {
      List<Entry> candidates = media.listing().named(container, asset.asset(), within);
      if (candidates.size() > 1) {
        troubles.ambiguous(container, asset.asset());
      }
      boolean gone = false;
      for (Entry candidate : candidates) {
        Optional<MediaObject> object = media.heads().one(candidate.key(), within);
        if (object.isEmpty()) {
          gone = true;
          break;
        }
        Optional<MediaObject> visible = visible(object, asset);
        if (visible.isPresent()) {
          return visible;
        }
      }
      if (!gone) {
        break;
      }
    }
    return Optional.empty();
  }

  /** No two objects have the same id here, because the hash is that of the name. */
  private Optional<MediaObject> hashed(AssetKey asset, Deadline within) {
    ContainerId container = asset.container().container();
    for (int lists = 0; lists < LISTS_PER_FIND; lists++) {
      HashedFiles files = folders.of(container, folder -> media.listing().hashed(folder, within));
      String name = files.names().get(asset.asset());
      if (name == null) {
        if (!files.complete() && owners.owns(asset.container(), within)) {
          throw new CorruptRecordException(
              media.path(container), new IllegalArgumentException(TOO_MANY_NAMES));
        }
        return Optional.empty();
      }
      String key = media.location().key(new MediaLocation.File(container, name));
      Optional<MediaObject> object = media.heads().one(key, within);
      if (object.isPresent()) {
        return visible(object, asset);
      }
      folders.forget(container, files);
    }
    return Optional.empty();
  }
}
