package dev.assetlookup.bootstrap.media;

import java.nio.file.Path;

/**
 * A file to publish.
 *
 * @param path where it is
 * @param name its name in the container, in NFC
 */
public record MediaFile(Path path, String name) {}
