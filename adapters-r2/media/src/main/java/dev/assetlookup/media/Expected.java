package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.r2.objects.MediaLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects that the current assets of a container need.
 *
 * @param container as recorded
 * @param objects those in folders of containers in the bucket
 * @param assets how many assets have theirs there
 */
record Expected(Container container, List<Need> objects, int assets) {

  /**
   * An object that an asset needs.
   *
   * @param isThumbnail whether it is the thumbnail, about which nothing but its URL is recorded
   */
  record Need(Asset asset, String key, boolean isThumbnail) {}

  static Expected of(Container container, MediaLocation location) {
    List<Need> objects = new ArrayList<>();
    int assets = 0;
    for (Asset asset : container.assets()) {
      Optional<String> key = key(location, asset.descriptor().url());
      if (key.isPresent()) {
        objects.add(new Need(asset, key.get(), false));
        assets++;
      }
      Optional.ofNullable(asset.descriptor().thumbnailUrl())
          .flatMap(url -> key(location, url))
          .ifPresent(thumbnail -> objects.add(new Need(asset, thumbnail, true)));
    }
    return new Expected(container, objects, assets);
  }

  ContainerKey key() {
    return container.key();
  }

  private static Optional<String> key(MediaLocation location, MediaUrl url) {
    return location.key(url).filter(key -> location.file(key).isPresent());
  }
}
