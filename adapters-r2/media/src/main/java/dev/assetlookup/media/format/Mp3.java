package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sounds in MPEG audio of layer III (ISO/IEC 11172-3, 13818-3). All frames are counted: a header
 * may be missing, or describe a file that was longer.
 */
final class Mp3 {
  private static final int TAG_HEAD = 10;
  private static final int TAG_HAS_FOOTER = 0x10;
  private static final int MAX_TAGS = 8;
  // What may stand behind the sound.
  private static final Set<String> TAGS = Set.of("TAG", "APE", "LYR", "ID3", "3DI");
  // As many frames in step are no accident.
  private static final int MIN_FRAMES = 3;
  private static final Set<String> ENCODERS = Set.of("LAME", "Lavf", "Lavc");

  private Mp3() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    long start = start(file);
    if (!isInStep(file, start)) {
      return null;
    }
    try {
      return new MediaProperties("audio/mpeg", null, durationMs(file, start));
    } catch (MalformedException e) {
      return new MediaProperties("audio/mpeg");
    }
  }

  /** Behind the tags, whose lengths have seven bits a byte. */
  private static long start(MediaBytes file) throws IOException {
    long at = 0;
    for (int i = 0; i < MAX_TAGS && file.has(at, "ID3") && at + TAG_HEAD <= file.size(); i++) {
      long length = 0;
      for (int j = 6; j < TAG_HEAD; j++) {
        length = length << 7 | (file.u8(at + j) & 0x7F);
      }
      boolean footer = (file.u8(at + 5) & TAG_HAS_FOOTER) != 0;
      at += TAG_HEAD + length + (footer ? TAG_HEAD : 0);
    }
    return at;
  }

  private static boolean isInStep(MediaBytes file, long start) throws IOException {
    long at = start;
    Mp3Frame first = Mp3Frame.at(file, at);
    for (int i = 0; i < MIN_FRAMES; i++) {
      Mp3Frame frame = Mp3Frame.at(file, at);
      if (first == null || frame == null || frame.rate() != first.rate()) {
        return false;
      }
      at += frame.length();
    }
    return true;
  }

  private static @Nullable Long durationMs(MediaBytes file, long start) throws IOException {
    Mp3Frame first = Mp3Frame.at(file, start);
    if (first == null) {
      return null;
    }
    long info = info(file, start, first);
    long samples = info == 0 ? 0 : -silence(file, info);
    long at = info == 0 ? start : start + first.length();
    while (at < file.size()) {
      Mp3Frame frame = Mp3Frame.at(file, at);
      if (frame == null) {
        boolean tag = at + 3 <= file.size() && TAGS.contains(file.text(at, 3));
        boolean cut = at + Mp3Frame.HEAD > file.size();
        return tag || cut ? millis(samples, first) : null;
      }
      if (frame.rate() != first.rate()) {
        return null;
      }
      samples += at + frame.length() <= file.size() ? frame.samples() : 0;
      at += frame.length();
    }
    return millis(samples, first);
  }

  private static @Nullable Long millis(long samples, Mp3Frame frame) {
    return MediaProperties.millis((double) samples / frame.rate());
  }

  /** Where the first frame describes the others instead of holding sound; zero if it does not. */
  private static long info(MediaBytes file, long start, Mp3Frame first) throws IOException {
    long at = start + Mp3Frame.HEAD + first.sideInfo();
    if (file.has(at, "Xing") || file.has(at, "Info")) {
      return at;
    }
    long other = start + Mp3Frame.HEAD + Mp3Frame.MAX_SIDE_INFO;
    return file.has(other, "VBRI") ? other : 0;
  }

  /** How many samples the encoder put before and behind the sound, which players leave out. */
  private static int silence(MediaBytes file, long info) throws IOException {
    int flags = file.u8(info + 7);
    // Frames, bytes, a table and a quality, each where it is there.
    long encoder = info + 8;
    encoder += (flags & 1) == 0 ? 0 : 4;
    encoder += (flags & 2) == 0 ? 0 : 4;
    encoder += (flags & 4) == 0 ? 0 : 100;
    encoder += (flags & 8) == 0 ? 0 : 4;
    if (file.has(info, "VBRI") || !ENCODERS.contains(file.text(encoder, 4))) {
      return 0;
    }
    int both = file.u24(encoder + 21);
    return (both >> 12) + (both & 0xFFF);
  }
}
