package dev.assetlookup.media;

import java.nio.file.Path;

/**
 * A file to publish.
 *
 * @param path where it is
 * @param name its name in the container, in NFC
 * @param shown the path as the user gave it, for messages
 */
public record MediaFile(Path path, String name, Path shown) {
  /**
   * A file that messages show by its own path.
   *
   * @param path where it is
   * @param name its name in the container, in NFC
   */
  public MediaFile(Path path, String name) {
    this(path, name, path);
  }
}
