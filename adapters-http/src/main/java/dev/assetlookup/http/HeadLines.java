package dev.assetlookup.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a head, each ended by CR LF, one after the other. */
final class HeadLines {
  private final byte[] bytes;
  private int start;
  private int end = -2;
  private int colon;

  /** Stands before the first line. */
  HeadLines(byte[] head) {
    this.bytes = head;
  }

  /** Goes to the next line; false if that is the empty one that ends the head. */
  boolean next() {
    start = end + 2;
    end = start;
    while (bytes[end] != '\r') {
      end++;
    }
    colon = -1;
    return end > start;
  }

  /** The line. */
  String text() {
    return text(bytes, start, end);
  }

  /** The bytes of the line with its end. */
  byte[] bytes() {
    return Arrays.copyOfRange(bytes, start, end + 2);
  }

  /** Checks that the line is a header. */
  void checkHeader(String method) {
    checkHeader(bytes, start, end, method);
  }

  /** The length of the header's name. */
  int nameLength() {
    if (colon < 0) {
      colon = start;
      while (bytes[colon] != ':') {
        colon++;
      }
    }
    return colon - start;
  }

  /** Whether the header's name, which is as long as this one, is this one in either case. */
  boolean isNamed(String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((bytes[start + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The header's value. */
  String value() {
    return text(bytes, start + nameLength() + 1, end).strip();
  }

  /** Checks that a line has the form of a header or trailer. */
  static void checkHeader(byte[] bytes, int start, int end, String method) {
    if (bytes[start] == ' ' || bytes[start] == '\t') {
      throw Malformed.HEADER_FOLDED.asException(method);
    }
    int colon = start;
    while (colon < end && Characters.TOKEN.get(bytes[colon] & 0xff)) {
      colon++;
    }
    if (colon == start || colon == end || bytes[colon] != ':') {
      throw Malformed.HEADER_NAME.asException(method);
    }
    for (int i = colon + 1; i < end; i++) {
      byte b = bytes[i];
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        throw Malformed.HEADER_VALUE.asException(method);
      }
    }
  }

  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
