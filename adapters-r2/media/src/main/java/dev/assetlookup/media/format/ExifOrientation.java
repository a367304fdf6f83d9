package dev.assetlookup.media.format;

import java.io.IOException;

/** Whether a picture is to be turned by a quarter, by the orientation in its EXIF data. */
final class ExifOrientation {
  private static final String PREFIX = "Exif\0\0";
  private static final String LITTLE_ENDIAN = "II*\0";
  private static final String BIG_ENDIAN = "MM\0*";
  private static final int ENTRY = 12;
  private static final int TAG = 0x112;
  private static final int SHORT = 3;

  private ExifOrientation() {}

  /**
   * Looks into EXIF data, with or without the prefix that JPEG puts before them.
   *
   * @return false as well if they are broken
   */
  static boolean isTurned(MediaBytes file, long at, long length) throws IOException {
    long start = file.has(at, PREFIX) ? at + PREFIX.length() : at;
    long end = Math.min(at + length, file.size());
    boolean little = file.has(start, LITTLE_ENDIAN);
    if (!little && !file.has(start, BIG_ENDIAN)) {
      return false;
    }
    long directory = start + u32(file, start + 4, little);
    if (directory > end - 2) {
      return false;
    }
    int entries = u16(file, directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY;
      if (entry > end - ENTRY) {
        return false;
      }
      if (u16(file, entry, little) == TAG) {
        int value = u16(file, entry + 8, little);
        return u16(file, entry + 2, little) == SHORT
            // The first four are upright, mirrored or not, and upside down.
            && value >= 5
            && value <= 8;
      }
    }
    return false;
  }

  private static int u16(MediaBytes file, long at, boolean little) throws IOException {
    return little ? file.u16le(at) : file.u16(at);
  }

  private static long u32(MediaBytes file, long at, boolean little) throws IOException {
    return little ? file.u32le(at) : file.u32(at);
  }
}
