package dev.assetlookup.bootstrap.cli;

/** Makes text of others fit for one line of a terminal. */
final class Printable {
  private Printable() {}

  /** The text, with what would end the line, or steer the terminal, as an escape of Java. */
  static String of(String text) {
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
