package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Decides which organization has a container: one that owns an object among the first of its
 * folder. That it has it is remembered for a while; that it does not is never. Thread-safe.
 */
final class FolderOwners {
  /** After so many objects of others, a folder is taken for theirs. */
  static final int FOREIGN = 3;

  private static final int SAMPLE = 10;

  private final MediaBucket media;
  private final Cache<ContainerKey, Boolean> owned;

  FolderOwners(MediaBucket media, Cache<ContainerKey, Boolean> owned) {
    this.media = media;
    this.owned = owned;
  }

  /** What the first objects of a folder say about whose it is. */
  enum Share {
    OWN,
    FOREIGN,
    UNKNOWN
  }

  boolean owns(ContainerKey container, Deadline within) {
    return isRemembered(container)
        || share(container, media.listing().first(container.container(), SAMPLE, within), within)
            == Share.OWN;
  }

  /** Whether an object of the organization was seen in this folder lately. */
  boolean isRemembered(ContainerKey container) {
    return owned.getIfPresent(container) != null;
  }

  void remember(ContainerKey container) {
    owned.put(container, true);
  }

  /** Looks at the first of the objects that a folder has. */
  Share share(ContainerKey container, List<Entry> objects, Deadline within) {
    int foreign = 0;
    for (Entry listed : objects.subList(0, Math.min(SAMPLE, objects.size()))) {
      Optional<MediaObject> object = media.heads().one(listed.key(), within);
      if (object.isEmpty()) {
        media.heads().probe(within);
      }
      if (object.filter(o -> o.isOf(container.organization())).isPresent()) {
        remember(container);
        return Share.OWN;
      }
      if (object.filter(o -> o.isOfAnother(container.organization())).isPresent()
          && ++foreign == FOREIGN) {
        break;
      }
    }
    return foreign > 0 ? Share.FOREIGN : Share.UNKNOWN;
  }
}
