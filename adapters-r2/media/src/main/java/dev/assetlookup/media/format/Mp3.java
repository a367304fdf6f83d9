package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.List;
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
    Frame first = Frame.at(file, at);
    for (int i = 0; i < MIN_FRAMES; i++) {
      Frame frame = Frame.at(file, at);
      if (first == null || frame == null || frame.rate != first.rate) {
        return false;
      }
      at += frame.length;
    }
    return true;
  }

  private static @Nullable Long durationMs(MediaBytes file, long start) throws IOException {
    Frame first = Frame.at(file, start);
    if (first == null) {
      return null;
    }
    long info = info(file, start, first);
    long samples = info == 0 ? 0 : -silence(file, info);
    long at = info == 0 ? start : start + first.length;
    while (at < file.size()) {
      Frame frame = Frame.at(file, at);
      if (frame == null) {
        boolean tag = at + 3 <= file.size() && TAGS.contains(file.text(at, 3));
        boolean cut = at + Frame.HEAD > file.size();
        return tag || cut ? millis(samples, first) : null;
      }
      if (frame.rate != first.rate) {
        return null;
      }
      samples += at + frame.length <= file.size() ? frame.samples : 0;
      at += frame.length;
    }
    return millis(samples, first);
  }

  private static @Nullable Long millis(long samples, Frame frame) {
    return MediaProperties.millis((double) samples / frame.rate);
  }

  /** Where the first frame describes the others instead of holding sound; zero if it does not. */
  private static long info(MediaBytes file, long start, Frame first) throws IOException {
    long at = start + Frame.HEAD + first.sideInfo;
    if (file.has(at, "Xing") || file.has(at, "Info")) {
      return at;
    }
    long other = start + Frame.HEAD + Frame.MAX_SIDE_INFO;
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

  /**
   * A frame.
   *
   * @param length in bytes, with the header
   * @param samples how many a channel
   * @param rate of them in a second
   * @param sideInfo how many bytes stand between the header and the sound
   */
  private record Frame(int length, int samples, int rate, int sideInfo) {
    static final int HEAD = 4;
    static final int MAX_SIDE_INFO = 32;
    private static final List<Integer> BITRATES =
        List.of(32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320);
    private static final List<Integer> LOW_BITRATES =
        List.of(8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160);
    private static final List<Integer> RATES = List.of(44_100, 48_000, 32_000);
    private static final int SYNC = 0x7FF;
    private static final int LAYER_3 = 1;
    private static final int FULL_RATE = 3;
    private static final int HALF_RATE = 2;
    private static final int QUARTER_RATE = 0;
    private static final int MONO = 3;

    /** Null if there is none. */
    static @Nullable Frame at(MediaBytes file, long at) throws IOException {
      if (at + HEAD > file.size()) {
        return null;
      }
      int head = file.i32(at);
      int version = head >> 19 & 3;
      int bitrate = (head >> 12 & 0xF) - 1;
      int rate = head >> 10 & 3;
      boolean known = version == FULL_RATE || version == HALF_RATE || version == QUARTER_RATE;
      if (head >>> 21 != SYNC
          || !known
          || (head >> 17 & 3) != LAYER_3
          || bitrate < 0
          || bitrate >= BITRATES.size()
          || rate >= RATES.size()) {
        return null;
      }
      boolean full = version == FULL_RATE;
      boolean mono = (head >> 6 & 3) == MONO;
      int hertz = RATES.get(rate) >> (full ? 0 : version == HALF_RATE ? 1 : 2);
      int samples = full ? 1152 : 576;
      int bits = 1000 * (full ? BITRATES : LOW_BITRATES).get(bitrate);
      int padding = head >> 9 & 1;
      int sideInfo = full ? (mono ? 17 : MAX_SIDE_INFO) : mono ? 9 : 17;
      return new Frame(samples / 8 * bits / hertz + padding, samples, hertz, sideInfo);
    }
  }
}
