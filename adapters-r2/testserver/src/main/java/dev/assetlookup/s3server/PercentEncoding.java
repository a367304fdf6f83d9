package dev.assetlookup.s3server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8 as AWS has it: all but the unreserved characters of RFC 3986. */
final class PercentEncoding {
  private static final String UNRESERVED = "-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** Encodes all but unreserved characters. */
  static String encode(String text) {
    return encode(text, UNRESERVED);
  }

  /** As {@link #encode}, but leaves slashes. */
  static String encodePath(String text) {
    return encode(text, UNRESERVED + '/');
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isAlphanumeric(b) || kept.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
      }
    }
    return encoded.toString();
  }

  private static boolean isAlphanumeric(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }

  /** Decodes; a plus is a plus. */
  static String decode(String text) throws Refusal {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(octet(text, i));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static int octet(String text, int at) throws Refusal {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high << 4 | low;
  }

  private static Refusal malformed() {
    return new Refusal(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}
