package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Container;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container as it was read, or that there was none.
 *
 * @param container the whole of it, empty if there is none
 * @param etag the tag of its manifest, null if there is no container
 * @param asOfNanos a moment before it was read: what it says was true then, or later
 * @param bytes about how much of the heap it takes, rather too many than too few
 */
record RememberedContainer(
    Optional<Container> container, @Nullable String etag, long asOfNanos, int bytes) {
  // The key, the organization's name, the node in the map and this.
  private static final int ABSENT = 300;
  // The same, and a container without assets but for its texts.
  private static final int CONTAINER = 700;
  // An asset with all that a descriptor can have, but for the characters of its texts.
  private static final int ASSET = 640;

  static RememberedContainer of(Optional<Manifest> manifest, long asOfNanos) {
    if (manifest.isPresent() && manifest.get().container().isPresent()) {
      Container container = manifest.get().container().get();
      long assets = (long) container.assets().size() + container.superseded().size();
      long bytes = CONTAINER + ASSET * assets + 2 * manifest.get().document().sizeBytes();
      return new RememberedContainer(
          Optional.of(container),
          manifest.get().document().etag(),
          asOfNanos,
          (int) Math.min(bytes, Integer.MAX_VALUE));
    }
    return new RememberedContainer(Optional.empty(), null, asOfNanos, ABSENT);
  }

  /** The same, still true at a later moment. */
  RememberedContainer asOf(long laterNanos) {
    return new RememberedContainer(container, etag, laterNanos, bytes);
  }
}
