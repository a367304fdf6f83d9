package dev.assetlookup.core.content;

/** Percent-encodes what a legal {@link MediaUrl} may hold and {@link java.net.URI} refuses. */
final class UriText {
  private UriText() {}

  static String of(String url) {
    StringBuilder text = new StringBuilder(url.length());
    int path = pathStart(url);
    boolean inFragment = false;
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean legal =
          switch (c) {
            case '%' -> isEscape(url, i);
            case '[', ']' -> i < path;
            case '#' -> !inFragment;
            default -> true;
          };
      inFragment |= c == '#';
      text.append(legal ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return text.toString();
  }

  private static int pathStart(String url) {
    int i = url.indexOf("://") + 3;
    while (i < url.length() && "/?#".indexOf(url.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static boolean isEscape(String text, int percent) {
    return percent + 2 < text.length()
        && Character.digit(text.charAt(percent + 1), 16) >= 0
        && Character.digit(text.charAt(percent + 2), 16) >= 0;
  }
}
