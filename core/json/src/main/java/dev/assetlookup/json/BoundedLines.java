package dev.assetlookup.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file as bytes, at most so many a line: the rest of a longer one is passed over, not
 * held. A line ends with LF or CRLF; a UTF-8 byte order mark at the start is passed over. Not
 * thread-safe.
 */
final class BoundedLines {
  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long number;

  BoundedLines(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** A line and its number, from 1; {@code bytes} is null if it is too long. */
  static final class Line {
    final long number;
    final byte @Nullable [] bytes;

    private Line(long number, byte @Nullable [] bytes) {
      this.number = number;
      this.bytes = bytes;
    }
  }

  /** The next line, or null at the end. */
  @Nullable Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && (position < limit || fill())) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      tooLong |= line.size() + (end - position) > maxLength;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return new Line(number, tooLong ? null : trimmed(line.toByteArray()));
  }

  private byte[] trimmed(byte[] line) {
    boolean mark =
        number == 1
            && line.length >= 3
            && line[0] == (byte) 0xEF
            && line[1] == (byte) 0xBB
            && line[2] == (byte) 0xBF;
    boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
    return mark || carriageReturn
        ? Arrays.copyOfRange(line, mark ? 3 : 0, line.length - (carriageReturn ? 1 : 0))
        : line;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
