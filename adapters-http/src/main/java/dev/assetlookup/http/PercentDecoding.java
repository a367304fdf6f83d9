package dev.assetlookup.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-decodes a part of a raw path: once, strictly, and {@code +} stays a plus. */
final class PercentDecoding {
  private PercentDecoding() {}

  /** Decodes the text from {@code start} to before {@code end}; null if it is not valid UTF-8. */
  static @Nullable String decode(String raw, int start, int end) {
    int percent = raw.indexOf('%', start);
    boolean plain = percent < 0 || percent >= end;
    return plain ? raw.substring(start, end) : decodeEscapes(raw, start, end);
  }

  private static @Nullable String decodeEscapes(String raw, int start, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c > 127) {
        return null;
      }
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < end ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = i + 2 < end ? Character.digit(raw.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
