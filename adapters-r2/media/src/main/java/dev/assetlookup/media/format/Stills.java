package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures whose formats stand alone: PNG, JPEG, GIF and BMP. */
final class Stills {
  private static final String PNG = "\u0089PNG\r\n\u001a\n";
  private static final String JPEG = "\u00ff\u00d8\u00ff";

  private Stills() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    String type = type(file);
    if (type == null) {
      return null;
    }
    try {
      return new MediaProperties(type, size(file, type), null);
    } catch (MalformedException e) {
      return new MediaProperties(type);
    }
  }

  private static @Nullable String type(MediaBytes file) throws IOException {
    if (file.has(0, PNG)) {
      return "image/png";
    }
    if (file.has(0, JPEG)) {
      return "image/jpeg";
    }
    if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
      return "image/gif";
    }
    return isBitmap(file) ? "image/bmp" : null;
  }

  private static @Nullable PixelSize size(MediaBytes file, String type) throws IOException {
    return switch (type) {
      case "image/png" -> pngSize(file);
      case "image/jpeg" -> jpegSize(file);
      case "image/gif" -> PixelSize.of(file.u16le(6), file.u16le(8));
      default -> bitmapSize(file);
    };
  }

  private static @Nullable PixelSize pngSize(MediaBytes file) throws IOException {
    long chunk = PNG.length();
    if (!file.has(chunk + 4, "IHDR")) {
      return null;
    }
    PixelSize size = PixelSize.of(file.u32(chunk + 8), file.u32(chunk + 12));
    String type = "IHDR";
    while (!type.equals("IDAT")) {
      if (type.equals("eXIf")) {
        boolean turned = ExifOrientation.isTurned(file, chunk + 8, file.u32(chunk));
        return size != null && turned ? size.turned() : size;
      }
      // Length, type and checksum are not counted.
      chunk += 12 + file.u32(chunk);
      type = file.text(chunk + 4, 4);
    }
    return size;
  }

  private static final int MARKER = 0xFF;
  private static final int EXIF = 0xE1;
  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;
  // Tables, which have numbers among those of frames.
  private static final Set<Integer> TABLES = Set.of(0xC4, 0xC8, 0xCC);
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;

  private static @Nullable PixelSize jpegSize(MediaBytes file) throws IOException {
    boolean seen = false;
    boolean turned = false;
    long at = 2;
    while (true) {
      if (file.u8(at) != MARKER) {
        return null;
      }
      int marker = file.u8(at + 1);
      if (marker == MARKER) {
        // Any number of these may stand before a marker.
        at++;
        continue;
      }
      if (marker == END || marker == SCAN) {
        return null;
      }
      int length = file.u16(at + 2);
      if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !TABLES.contains(marker)) {
        PixelSize size = PixelSize.of(file.u16(at + 7), file.u16(at + 5));
        return size != null && turned ? size.turned() : size;
      }
      if (marker == EXIF && !seen && file.has(at + 4, "Exif\0\0")) {
        seen = true;
        turned = ExifOrientation.isTurned(file, at + 4, length - 2L);
      }
      at += 2 + length;
    }
  }

  // OS/2 has one of 12 bytes and one that may be cut off anywhere behind the 16th.
  private static final int OS2_HEADER = 12;
  private static final int MIN_HEADER = 16;
  private static final int MAX_HEADER = 124;
  private static final Set<Integer> DEPTHS = Set.of(0, 1, 2, 4, 8, 16, 24, 32);

  private static boolean isBitmap(MediaBytes file) throws IOException {
    if (!file.has(0, "BM") || file.size() < 30) {
      return false;
    }
    long header = file.u32le(14);
    if (header != OS2_HEADER && (header < MIN_HEADER || header > MAX_HEADER)) {
      return false;
    }
    int planesAt = header == OS2_HEADER ? 22 : 26;
    return file.u16le(planesAt) == 1 && DEPTHS.contains(file.u16le(planesAt + 2));
  }

  private static @Nullable PixelSize bitmapSize(MediaBytes file) throws IOException {
    if (file.u32le(14) == OS2_HEADER) {
      return PixelSize.of(file.u16le(18), file.u16le(20));
    }
    // Below zero is the height of a bitmap whose rows are stored from the top.
    int height = (int) file.u32le(22);
    return PixelSize.of(file.u32le(18), Math.abs((long) height));
  }
}
