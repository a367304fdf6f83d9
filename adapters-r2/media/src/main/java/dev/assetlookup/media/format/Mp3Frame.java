package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame.
 *
 * @param length in bytes, with the header
 * @param samples how many a channel
 * @param rate of them in a second
 * @param sideInfo how many bytes stand between the header and the sound
 */
record Mp3Frame(int length, int samples, int rate, int sideInfo) {
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
  static @Nullable Mp3Frame at(MediaBytes file, long at) throws IOException {
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
    return new Mp3Frame(samples / 8 * bits / hertz + padding, samples, hertz, sideInfo);
  }
}
