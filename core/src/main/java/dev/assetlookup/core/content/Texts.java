package dev.assetlookup.core.content;

import org.jspecify.annotations.Nullable;

/** Checks that the values of this package share. */
final class Texts {
  private static final int QUOTED_LENGTH = 80;

  private Texts() {}

  /** Refuses a text that is not what it should be. */
  static void require(boolean legal, String what, String text) {
    if (!legal) {
      throw new IllegalArgumentException("not " + what + ": " + quoted(text));
    }
  }

  /** The text in quotes, cut short and with control characters replaced: fit for a message. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int length = Math.min(text.length(), QUOTED_LENGTH);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return quoted.append(text.length() > QUOTED_LENGTH ? "...\"" : "\"").toString();
  }

  /** Refuses what some database or JSON reader could not give back: NUL and lone surrogates. */
  static void requireStorable(@Nullable String text, String name, int maxLength) {
    if (text == null) {
      return;
    }
    // Each code point has at most two of Java's characters.
    if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
      throw new IllegalArgumentException(name + " is longer than " + maxLength + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException(name + " contains a NUL character");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(name + " contains half of a surrogate pair");
      }
    }
  }
}
