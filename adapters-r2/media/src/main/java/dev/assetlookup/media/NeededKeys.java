package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.r2.objects.MediaLocation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of needed objects whose need cannot be looked up by the object: they lie in the folder
 * of another container, or have no owner. Holds digests of the keys, because there may be a
 * million.
 */
final class NeededKeys {
  private final Set<Long> digests = new HashSet<>();

  void add(@Nullable OrganizationId owner, String key) {
    digests.add(digest(owner, key));
  }

  boolean contains(@Nullable OrganizationId owner, String key) {
    return !digests.isEmpty() && digests.contains(digest(owner, key));
  }

  /** The keys that a container needs, also those of media that a sweep has not released. */
  static Stream<String> of(Container container, MediaLocation location) {
    Stream<Asset> current = container.assets().stream();
    return keys(Stream.concat(current, held(container)), location);
  }

  /** The keys that only superseded assets need. */
  static Stream<String> ofSuperseded(Container container, MediaLocation location) {
    return keys(held(container), location);
  }

  private static Stream<Asset> held(Container container) {
    return container.superseded().stream()
        .filter(entry -> entry.media() != SupersededAsset.Media.RELEASED)
        .map(SupersededAsset::asset);
  }

  private static Stream<String> keys(Stream<Asset> assets, MediaLocation location) {
    return assets
        .flatMap(asset -> asset.descriptor().urls())
        .flatMap(url -> location.key(url).stream());
  }

  private static long digest(@Nullable OrganizationId owner, String key) {
    // No id of an organization has a slash.
    String text = (owner == null ? "" : owner.value()) + "/" + key;
    byte[] digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong();
  }
}
