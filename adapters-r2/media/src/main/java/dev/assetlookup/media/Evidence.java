package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.media.Expected.Need;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bucket has of the objects that some assets need, by their keys.
 *
 * @param objects those that are there
 * @param bytes those whose bytes were to be read
 */
record Evidence(Map<String, MediaObject> objects, Map<String, Bytes> bytes) {

  /** The bytes of an object. */
  sealed interface Bytes {
    /** They were read. */
    record Read(Sha256 digest) implements Bytes {}

    /** They could not be read. */
    record Unread(String reason) implements Bytes {}
  }

  /** Whether the bytes of an object can be compared with anything. */
  static boolean isComparable(Need need, @Nullable MediaObject object) {
    return object != null && !need.isThumbnail() && checksum(need.asset(), object) != null;
  }

  /** The checksum that an object must have; null if nobody knows. */
  static @Nullable Sha256 checksum(Asset asset, MediaObject object) {
    Sha256 recorded = asset.descriptor().checksumSha256();
    return recorded != null ? recorded : stated(object);
  }

  /** The checksum that the object's own metadata state. */
  static @Nullable Sha256 stated(MediaObject object) {
    return object.description() instanceof MediaObject.Described described
        ? described.descriptor().checksumSha256()
        : null;
  }
}
