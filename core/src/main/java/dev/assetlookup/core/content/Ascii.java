package dev.assetlookup.core.content;

/** Character classes of the id grammars, checked by hand because they stand on the hot path. */
final class Ascii {
  private Ascii() {}

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetterOrDigit(char c) {
    return isLetter(c) || isDigit(c);
  }

  static boolean isLowerHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f');
  }

  /** Letters, digits, dot, underscore and hyphen. */
  static boolean isNameChar(char c) {
    return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
  }

  static boolean isName(String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isNameChar(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
