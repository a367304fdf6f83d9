package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Films and sounds in Ogg (RFC 3533), by the first page of each of its streams. */
final class Ogg {
  private static final int MAX_STREAMS = 64;

  private Ogg() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    OggPage page = new OggPage(file, 0);
    if (!page.isPage()) {
      return null;
    }
    boolean sound = false;
    boolean picture = false;
    PixelSize size = null;
    try {
      for (int i = 0; i < MAX_STREAMS && page.isBeginning(); i++) {
        long start = page.packets();
        OggStream stream = OggStream.at(file, start);
        sound |= stream.isSound();
        if (stream.isPicture() && !picture) {
          picture = true;
          size = stream == OggStream.THEORA ? theoraSize(file, start) : null;
        }
        page = page.next();
      }
    } catch (MalformedException e) {
      // What was read before is known.
    }
    if (picture) {
      return new MediaProperties("video/ogg", size, null);
    }
    return new MediaProperties(sound ? "audio/ogg" : "application/ogg");
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
