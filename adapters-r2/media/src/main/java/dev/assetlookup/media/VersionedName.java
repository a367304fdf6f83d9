package dev.assetlookup.media;

import dev.assetlookup.core.content.Sha256;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names that a file may get in its container: its own, and those with a part of its checksum.
 */
final class VersionedName {
  private static final int[] DIGITS = {8, 16, 64};
  private static final String VERSION = "-([0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{64})";

  private final String plain;
  private final String stem;
  private final String extension;

  VersionedName(String plain) {
    int dot = plain.lastIndexOf('.');
    this.plain = plain;
    this.stem = dot > 0 ? plain.substring(0, dot) : plain;
    this.extension = dot > 0 ? plain.substring(dot) : "";
  }

  String plain() {
    return plain;
  }

  /** The names for some bytes, best first. */
  List<String> candidates(Sha256 checksum) {
    return Stream.concat(
            Stream.of(plain),
            IntStream.of(DIGITS)
                .mapToObj(digits -> stem + "-" + checksum.hex().substring(0, digits) + extension))
        .toList();
  }

  /** Whether a name is one that this file had with other bytes. */
  boolean isVersion(String name) {
    return name.length() > plain.length()
        && name.startsWith(stem)
        && name.endsWith(extension)
        && name.substring(stem.length(), name.length() - extension.length()).matches(VERSION);
  }
}
