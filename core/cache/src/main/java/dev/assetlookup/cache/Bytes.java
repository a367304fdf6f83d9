package dev.assetlookup.cache;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of heap values take, on a 64-bit JVM with references of four bytes. Rather
 * too many than too few.
 */
final class Bytes {
  /** A container that is remembered, with its place and its nodes in the maps. */
  static final int CONTAINER = 480;

  /** A container of which only absent ids are remembered, with its place and its nodes. */
  static final int ABSENCE = 260;

  /** An absent id but for its characters, with its share of the set. */
  static final int ABSENT_ASSET = 72;

  /** An organization, with the list that it is asked for by. */
  static final int ORGANIZATION = 512;

  /** An API key with its names and scopes. */
  static final int KEY = 1024;

  // A text in a value of its own: the value, the string and the header of its bytes, rounded.
  private static final int TEXT = 64;
  private static final int NUMBER = 24;
  // The asset and its descriptor, without what they refer to.
  private static final int ASSET = 80;
  // The reading, its node in a map and its share of the table.
  private static final int READING = 104;
  // The reading with its project, its node in a map and its share of the table.
  private static final int WITH_PROJECT = 80;
  private static final int SUPERSEDED = 96;
  private static final int WHOLE = 320;

  private Bytes() {}

  static long of(Reading.Present present) {
    return READING + of(present.asset()) + (present.supersededAt() == null ? 0 : NUMBER);
  }

  /** What it takes more to know the project of a reading that is remembered. */
  static long ofProject(@Nullable String projectId) {
    return WITH_PROJECT + of(projectId);
  }

  static long of(Container container) {
    long bytes = WHOLE + of(container.details());
    for (Asset asset : container.assets()) {
      bytes += of(asset);
    }
    for (SupersededAsset former : container.superseded()) {
      bytes += SUPERSEDED + of(former.asset());
    }
    return bytes;
  }

  private static long of(ContainerDetails details) {
    return of(details.projectId())
        + of(details.format())
        + of(details.creativeType())
        + of(details.caption())
        + of(details.firstComment())
        + of(details.lastError());
  }

  private static long of(Asset asset) {
    AssetDescriptor descriptor = asset.descriptor();
    return ASSET
        + of(asset.id().value())
        + of(descriptor.url().value())
        + of(descriptor.kind().value())
        + (descriptor.thumbnailUrl() == null ? 0 : of(descriptor.thumbnailUrl().value()))
        + (descriptor.mimeType() == null ? 0 : of(descriptor.mimeType().value()))
        + (descriptor.checksumSha256() == null ? 0 : of(descriptor.checksumSha256().hex()))
        + number(descriptor.sizeBytes())
        + number(descriptor.durationMs())
        + number(descriptor.width())
        + number(descriptor.height())
        + number(descriptor.expiresAt());
  }

  private static long of(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    // Two bytes a character, where one is not of Latin-1.
    boolean isNarrow = text.chars().allMatch(c -> c < 256);
    return TEXT + (isNarrow ? 1L : 2L) * text.length();
  }

  private static int number(@Nullable Object value) {
    return value == null ? 0 : NUMBER;
  }
}
