package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Films and sounds in Ogg (RFC 3533), by the first page of each of its streams. */
final class Ogg {
  private static final String THEORA = "\u0080theora";
  private static final Map<String, String> STREAMS =
      Map.ofEntries(
          Map.entry("\u0001vorbis", "audio"),
          Map.entry("OpusHead", "audio"),
          Map.entry("Speex   ", "audio"),
          Map.entry("\u007fFLAC", "audio"),
          Map.entry("PCM     ", "audio"),
          Map.entry(THEORA, "video"),
          Map.entry("BBCD\0", "video"),
          Map.entry("OVP80", "video"),
          Map.entry("\u0080daala", "video"),
          Map.entry("\u0001video", "video"));
  private static final String PAGE = "OggS";
  private static final int FLAGS = 5;
  private static final int SEGMENT_COUNT = 26;
  private static final int SEGMENTS = 27;
  private static final int BEGINNING = 2;
  private static final int MAX_STREAMS = 64;

  private Ogg() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    if (!file.has(0, PAGE)) {
      return null;
    }
    boolean sound = false;
    boolean picture = false;
    PixelSize size = null;
    try {
      long page = 0;
      for (int i = 0; i < MAX_STREAMS && isBeginning(file, page); i++) {
        long start = page + SEGMENTS + file.u8(page + SEGMENT_COUNT);
        String kind = kind(file, start);
        sound |= kind.equals("audio");
        if (kind.equals("video") && !picture) {
          picture = true;
          size = file.has(start, THEORA) ? theoraSize(file, start) : null;
        }
        page = end(file, page);
      }
    } catch (MalformedException e) {
      // What was read before is known.
    }
    if (picture) {
      return new MediaProperties("video/ogg", size, null);
    }
    return new MediaProperties(sound ? "audio/ogg" : "application/ogg");
  }

  private static boolean isBeginning(MediaBytes file, long page) throws IOException {
    return file.has(page, PAGE) && (file.u8(page + FLAGS) & BEGINNING) != 0;
  }

  private static long end(MediaBytes file, long page) throws IOException {
    int segments = file.u8(page + SEGMENT_COUNT);
    long end = page + SEGMENTS + segments;
    for (int i = 0; i < segments; i++) {
      end += file.u8(page + SEGMENTS + i);
    }
    return end;
  }

  private static String kind(MediaBytes file, long start) throws IOException {
    for (Map.Entry<String, String> stream : STREAMS.entrySet()) {
      if (file.has(start, stream.getKey())) {
        return stream.getValue();
      }
    }
    return "";
  }

  private static @Nullable PixelSize theoraSize(MediaBytes file, long start) throws IOException {
    PixelSize coded = PixelSize.of(file.u24(start + 14), file.u24(start + 17));
    int across = file.u24(start + 30);
    int down = file.u24(start + 33);
    return coded == null || across == 0 || down == 0
        ? coded
        : coded.stretched((double) across / down);
  }
}
