package dev.assetlookup.bootstrap.messages;

/** Makes text of others fit for one line of a terminal. */
public final class Printable {
  private Printable() {}

  /**
   * Escapes what would end the line or control the terminal.
   *
   * @param text any text
   * @return the text with Java's escapes in it
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (steers(c)) {
                printable.append("\\u%04X".formatted(c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  private static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
