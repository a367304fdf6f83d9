package dev.assetlookup.media.format;

import java.io.IOException;

/**
 * A page of an Ogg file (RFC 3533, 6).
 *
 * @param start where it begins
 */
record OggPage(MediaBytes file, long start) {
  private static final String MAGIC = "OggS";
  private static final int FLAGS = 5;
  private static final int BEGINNING = 2;
  private static final int SEGMENT_COUNT = 26;
  private static final int SEGMENTS = 27;

  boolean isPage() throws IOException {
    return file.has(start, MAGIC);
  }

  /** Whether it is the first page of a stream. */
  boolean isBeginning() throws IOException {
    return isPage() && (file.u8(start + FLAGS) & BEGINNING) != 0;
  }

  /** Where its packets begin, behind their lengths. */
  long packets() throws IOException {
    return start + SEGMENTS + file.u8(start + SEGMENT_COUNT);
  }

  OggPage next() throws IOException {
    long packets = packets();
    long end = packets;
    for (long segment = start + SEGMENTS; segment < packets; segment++) {
      end += file.u8(segment);
    }
    return new OggPage(file, end);
  }
}
