package dev.assetlookup.bootstrap.media;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * An MP4 or QuickTime file without its samples (ISO/IEC 14496-12, 4.2), which may be of any size
 * and stand before what describes them.
 */
final class MovieHeader {
  private static final Set<String> KEPT = Set.of("ftyp", "moov");
  // That of a film of several hours has some ten.
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int HEAD = 8;
  private static final int LARGE_HEAD = 16;
  private static final int TO_THE_END = 0;
  private static final int LARGE = 1;

  private MovieHeader() {}

  /** The boxes that describe; none if there would be too much of them. */
  static byte[] of(Path path) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      long end = file.size();
      long position = 0;
      while (end - position >= HEAD) {
        byte[] head = read(file, position, (int) Math.min(LARGE_HEAD, end - position));
        long length = length(head, end - position);
        if (length < HEAD || length > end - position) {
          break;
        }
        if (KEPT.contains(type(head))) {
          if (length > MAX_BYTES - kept.size()) {
            return new byte[0];
          }
          kept.writeBytes(read(file, position, (int) length));
        }
        position += length;
      }
    }
    return kept.toByteArray();
  }

  private static long length(byte[] head, long rest) {
    ByteBuffer numbers = ByteBuffer.wrap(head);
    long length = Integer.toUnsignedLong(numbers.getInt());
    if (length == TO_THE_END) {
      return rest;
    }
    return length == LARGE && head.length == LARGE_HEAD ? numbers.getLong(HEAD) : length;
  }

  private static String type(byte[] head) {
    return new String(head, Integer.BYTES, Integer.BYTES, StandardCharsets.ISO_8859_1);
  }

  private static byte[] read(SeekableByteChannel file, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    file.position(position);
    while (buffer.hasRemaining()) {
      if (file.read(buffer) < 0) {
        throw new EOFException("ended while it was read");
      }
    }
    return bytes;
  }
}
