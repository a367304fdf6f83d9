package dev.assetlookup.core.content;

/**
 * A media type as recorded, for example {@code video/mp4}. Carried, not interpreted.
 *
 * @param value {@code type/subtype}, parameters allowed, at most 255 printable ASCII characters
 */
public record MimeType(String value) {
  /** Longest value, in characters. */
  public static final int MAX_LENGTH = 255;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public MimeType {
    Texts.require(isLegal(value), "a MIME type such as video/mp4", value);
  }

  private static boolean isLegal(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1 || text.length() > MAX_LENGTH) {
      return false;
    }
    int semicolon = text.indexOf(';');
    int end = semicolon < 0 ? text.length() : semicolon;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean token = Ascii.isLetterOrDigit(c) || "!#$&-^_.+".indexOf(c) >= 0 || i == slash;
      if (i < end ? !token : c < ' ' || c > '~') {
        return false;
      }
    }
    return slash < end - 1;
  }

  @Override
  public String toString() {
    return value;
  }
}
