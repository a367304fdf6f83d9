package dev.assetlookup.core.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Percent-encoding of UTF-8 (RFC 3986, 2.1). A {@code +} is a plus. */
public final class PercentCoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentCoding() {}

  /**
   * Escapes all but slashes and the characters that RFC 3986 calls unreserved.
   *
   * @param path any text
   * @return the text with upper-case escapes
   */
  public static String encodePath(String path) {
    return encode(path, b -> "/-._~".indexOf(b) >= 0 || Ascii.isLetterOrDigit((char) b));
  }

  /** Escapes the bytes of a text but for those that are kept. */
  static String encode(String text, IntPredicate kept) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (kept.test(b & 0xFF)) {
        encoded.append((char) (b & 0xFF));
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes a text once.
   *
   * @param text ASCII
   * @return empty if a {@code %} begins no escape, or the bytes are the UTF-8 of no text
   */
  public static Optional<String> decode(String text) {
    return Optional.ofNullable(decode(text, 0, text.length()));
  }

  /**
   * Decodes a part of a text once, without a copy where nothing is escaped.
   *
   * @param text ASCII
   * @param start where the part begins
   * @param end before which it ends
   * @return null if a {@code %} begins no escape, or the bytes are the UTF-8 of no text
   */
  public static @Nullable String decode(String text, int start, int end) {
    int percent = text.indexOf('%', start);
    return percent < 0 || percent >= end
        ? text.substring(start, end)
        : decodeEscapes(text, start, end);
  }

  private static @Nullable String decodeEscapes(String text, int start, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean escape = c == '%';
      if (c > 127 || (escape && !isEscape(text, i, end))) {
        return null;
      }
      bytes.write(escape ? HexFormat.fromHexDigits(text, i + 1, i + 3) : c);
      i += escape ? 2 : 0;
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

  /** Decodes what can be decoded: each byte is one character, a malformed escape stays as it is. */
  static String decodeBytes(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%' && isEscape(text, i, text.length())) {
        decoded.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }

  private static boolean isEscape(String text, int percent, int end) {
    return percent + 2 < end
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }
}
