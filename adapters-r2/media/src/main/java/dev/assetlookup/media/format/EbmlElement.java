package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An element of a file in EBML (RFC 8794).
 *
 * @param id with its marker bit
 * @param start where its content begins
 * @param end where it ends, which is within what it stands in
 * @param isWhole false if it claims to be longer than that
 * @param isOpen whether it does not state its length, as in a stream
 */
record EbmlElement(long id, long start, long end, boolean isWhole, boolean isOpen) {
  private static final int MAX_ID = 4;
  private static final int MAX_LENGTH = 8;
  private static final int BYTE_BITS = 8;

  /** The element at a place, null if there is none. To go on, look at the end of the last one. */
  static @Nullable EbmlElement at(MediaBytes file, long position, long limit) throws IOException {
    if (position >= limit) {
      return null;
    }
    int idLength = length(file.u8(position));
    long lengthAt = position + idLength;
    if (idLength > MAX_ID || lengthAt >= limit) {
      return null;
    }
    int lengthLength = length(file.u8(lengthAt));
    long start = lengthAt + lengthLength;
    if (lengthLength > MAX_LENGTH || start > limit) {
      return null;
    }
    long marker = 1L << ((BYTE_BITS - 1) * lengthLength);
    long length = unsigned(file, lengthAt, lengthLength) & (marker - 1);
    boolean open = length == marker - 1;
    boolean whole = open || length <= limit - start;
    long end = open || !whole ? limit : start + length;
    return new EbmlElement(unsigned(file, position, idLength), start, end, whole, open);
  }

  /** How many bytes a number has, by its first one; nine if it is none. */
  private static int length(int first) {
    return Integer.numberOfLeadingZeros(first) - (Integer.SIZE - BYTE_BITS) + 1;
  }

  private static long unsigned(MediaBytes file, long at, long length) throws IOException {
    long value = 0;
    for (long i = at; i < at + length; i++) {
      value = value << BYTE_BITS | file.u8(i);
    }
    return value;
  }

  /** The first element within this one, null if there is none. */
  @Nullable EbmlElement child(MediaBytes file, long wanted) throws IOException {
    EbmlElement element = at(file, start, end);
    while (element != null && element.id != wanted) {
      element = at(file, element.end, end);
    }
    return element;
  }

  /** The number in an element within this one. */
  long number(MediaBytes file, long wanted, long otherwise) throws IOException {
    EbmlElement element = child(file, wanted);
    if (element == null) {
      return otherwise;
    }
    long length = element.end - element.start;
    if (length > MAX_LENGTH) {
      throw new MalformedException("has a number of " + length + " bytes");
    }
    return unsigned(file, element.start, length);
  }

  /** The number with a point in an element within this one. */
  double decimal(MediaBytes file, long wanted, double otherwise) throws IOException {
    EbmlElement element = child(file, wanted);
    if (element == null) {
      return otherwise;
    }
    return switch ((int) Math.min(element.end - element.start, MAX_LENGTH + 1)) {
      case 0 -> 0;
      case Float.BYTES -> Float.intBitsToFloat(file.i32(element.start));
      case Double.BYTES -> Double.longBitsToDouble(file.i64(element.start));
      default -> throw new MalformedException("has a number with a point of an odd length");
    };
  }
}
