package dev.assetlookup.s3server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Encoded words of RFC 2047, for text in headers. */
final class EncodedWords {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\?=)\\s+(?==\\?)");
  private static final Pattern HEADER_SAFE = Pattern.compile("[ -~]*");
  // "=?utf-8?B?" + 60 + "?=" is 72 characters; a word may have 75.
  private static final int BYTES_IN_WORD = 45;

  private EncodedWords() {}

  /** The text with its encoded words decoded; those that are malformed stay. */
  static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    Matcher matcher = WORD.matcher(BETWEEN_WORDS.matcher(text).replaceAll(""));
    return matcher.replaceAll(
        word -> {
          String decoded = decode(word.group(1), word.group(2), word.group(3));
          return Matcher.quoteReplacement(decoded == null ? word.group() : decoded);
        });
  }

  private static @Nullable String decode(String charset, String encoding, String text) {
    try {
      byte[] bytes =
          encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : decodeQ(text);
      return new String(bytes, Charset.forName(charset));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] decodeQ(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        if (i + 3 > text.length()) {
          throw new IllegalArgumentException("A quoted byte is cut off");
        }
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  /** The text as a header value: as it is if it is printable ASCII, else in encoded words. */
  static String encode(String text) {
    if (HEADER_SAFE.matcher(text).matches()) {
      return text;
    }
    StringBuilder words = new StringBuilder();
    ByteArrayOutputStream word = new ByteArrayOutputStream(BYTES_IN_WORD);
    text.codePoints()
        .mapToObj(Character::toString)
        .map(character -> character.getBytes(StandardCharsets.UTF_8))
        .forEach(
            character -> {
              if (word.size() + character.length > BYTES_IN_WORD) {
                append(words, word);
              }
              word.writeBytes(character);
            });
    append(words, word);
    return words.toString();
  }

  private static void append(StringBuilder words, ByteArrayOutputStream word) {
    words
        .append(words.isEmpty() ? "" : " ")
        .append("=?utf-8?B?")
        .append(Base64.getEncoder().encodeToString(word.toByteArray()))
        .append("?=");
    word.reset();
  }
}
