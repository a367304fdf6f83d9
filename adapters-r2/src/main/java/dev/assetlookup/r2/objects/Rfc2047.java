package dev.assetlookup.r2.objects;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words such as {@code =?utf-8?Q?caf=C3=A9?=} (RFC 2047), the form in which R2 returns
 * metadata that are not ASCII.
 */
final class Rfc2047 {
  private static final String BEGIN = "=?";
  private static final String ENCODED_WORD =
      "=\\?([^?*\\s]++)(?:\\*[^?\\s]*+)?\\?([BbQq])\\?([^?\\s]*+)\\?=";
  private static final Pattern WORD = Pattern.compile(ENCODED_WORD);
  // An encoded word stands between blanks; those between two words are not part of the text.
  private static final Pattern WORDS =
      Pattern.compile("(?<!\\S)" + ENCODED_WORD + "(?:\\s*+" + ENCODED_WORD + ")*+(?!\\S)");

  private Rfc2047() {}

  /** The text with its words decoded; malformed ones, and those of unknown charsets, stay. */
  static String decode(String text) {
    return text.contains(BEGIN)
        ? WORDS
            .matcher(text)
            .replaceAll(
                words ->
                    Matcher.quoteReplacement(decodedWords(words.group()).orElse(words.group())))
        : text;
  }

  /** ASCII text in a form that a server which decodes words gives back as it was. */
  static String protect(String text) {
    return text.contains(BEGIN)
        ? "=?utf-8?B?"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "?="
        : text;
  }

  /** Characters may be split between words of one charset. */
  private static Optional<String> decodedWords(String words) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Charset charset = StandardCharsets.US_ASCII;
    try {
      Matcher word = WORD.matcher(words);
      while (word.find()) {
        Charset next = Charset.forName(word.group(1));
        if (!next.equals(charset)) {
          text.append(decoded(bytes, charset));
          charset = next;
        }
        bytes.writeBytes(bytes(word.group(2), word.group(3)));
      }
      return Optional.of(text.append(decoded(bytes, charset)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String decoded(ByteArrayOutputStream bytes, Charset charset)
      throws CharacterCodingException {
    String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    bytes.reset();
    return text;
  }

  private static byte[] bytes(String encoding, String text) {
    return encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quoted(text);
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        if (i + 2 >= text.length()) {
          throw new IllegalArgumentException("half an escape");
        }
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else if (c > ' ' && c <= '~') {
        bytes.write(c == '_' ? ' ' : c);
      } else {
        throw new IllegalArgumentException("not ASCII");
      }
    }
    return bytes.toByteArray();
  }
}
