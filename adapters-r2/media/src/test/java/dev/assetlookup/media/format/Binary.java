package dev.assetlookup.media.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes files byte by byte. Numbers are big-endian, as wide as their types. */
final class Binary {
  private Binary() {}

  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(
          switch (part) {
            case byte[] done -> done;
            case String text -> text.getBytes(StandardCharsets.ISO_8859_1);
            case Byte number -> new byte[] {number};
            case Short number -> ByteBuffer.allocate(Short.BYTES).putShort(number).array();
            case Integer number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
            case Long number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            case Double number -> ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
            default -> throw new IllegalArgumentException(part.getClass().getName());
          });
    }
    return out.toByteArray();
  }

  static byte[] zeros(int length) {
    return new byte[length];
  }

  static byte[] le(short number) {
    return bytes(Short.reverseBytes(number));
  }

  static byte[] le(int number) {
    return bytes(Integer.reverseBytes(number));
  }

  static byte[] le(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  /** A box of ISO media. */
  static byte[] box(String type, Object... parts) {
    byte[] content = bytes(parts);
    return bytes(content.length + 8, type, content);
  }

  /** One with version and flags. */
  static byte[] full(String type, int version, int flags, Object... parts) {
    return box(type, version << 24 | flags, bytes(parts));
  }

  /** An element of EBML. */
  static byte[] element(int id, Object... parts) {
    byte[] content = bytes(parts);
    // A length of eight bytes, behind a marker of one.
    return bytes(minimal(id), 1L << 56 | content.length, content);
  }

  /** The bytes of a number without zeros before it. */
  static byte[] minimal(int number) {
    int length = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 7) / 8);
    byte[] all = bytes(number);
    return Arrays.copyOfRange(all, Integer.BYTES - length, Integer.BYTES);
  }

  /** A chunk of RIFF. */
  static byte[] chunk(String id, Object... parts) {
    byte[] content = bytes(parts);
    return bytes(id, le(content.length), content, zeros(content.length % 2));
  }
}
