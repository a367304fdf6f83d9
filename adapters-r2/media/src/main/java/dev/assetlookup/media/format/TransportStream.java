package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** MPEG transport streams (ISO/IEC 13818-1), also those of cameras and discs. */
final class TransportStream {
  private static final int PACKET = 188;
  // The time at which a packet came stands before it.
  private static final int TIMED_PACKET = 192;
  private static final int SYNC = 0x47;
  private static final int MIN_PACKETS = 3;
  private static final int MAX_PACKETS = 8;

  private TransportStream() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    return is(file, 0, PACKET) || is(file, TIMED_PACKET - PACKET, TIMED_PACKET)
        ? new MediaProperties("video/mp2t")
        : null;
  }

  private static boolean is(MediaBytes file, int first, int packet) throws IOException {
    int packets = (int) Math.min(file.size() / packet, MAX_PACKETS);
    if (packets < MIN_PACKETS) {
      return false;
    }
    boolean binary = false;
    for (int i = 0; i < packets; i++) {
      long at = first + (long) i * packet;
      if (file.u8(at) != SYNC) {
        return false;
      }
      // A text may have a G at all these places, but no control characters beside it.
      for (int j = 1; j < 4; j++) {
        binary |= isBinary(file.u8(at + j));
      }
    }
    return binary;
  }

  private static boolean isBinary(int character) {
    boolean blank = character == '\n' || character == '\r' || character == '\t';
    return (character < ' ' && !blank) || character > '~';
  }
}
