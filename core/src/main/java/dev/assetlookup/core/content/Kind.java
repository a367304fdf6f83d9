package dev.assetlookup.core.content;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an asset is to a reader. An open set: readers must tolerate values that they do not know.
 *
 * @param value a lower-case token: a letter, then up to 63 of {@code a-z0-9._-}
 */
public record Kind(String value) {
  /** Moving pictures. */
  public static final Kind VIDEO = new Kind("video");

  /** A still, such as a slide. */
  public static final Kind IMAGE = new Kind("image");

  /** Sound alone. */
  public static final Kind AUDIO = new Kind("audio");

  /** Anything whose MIME type and extension say nothing more. */
  public static final Kind FILE = new Kind("file");

  private static final int MAX_LENGTH = 64;

  private static final Map<String, Kind> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("mp4", VIDEO),
          Map.entry("m4v", VIDEO),
          Map.entry("mov", VIDEO),
          Map.entry("webm", VIDEO),
          Map.entry("mkv", VIDEO),
          Map.entry("avi", VIDEO),
          Map.entry("png", IMAGE),
          Map.entry("jpg", IMAGE),
          Map.entry("jpeg", IMAGE),
          Map.entry("gif", IMAGE),
          Map.entry("webp", IMAGE),
          Map.entry("avif", IMAGE),
          Map.entry("heic", IMAGE),
          Map.entry("svg", IMAGE),
          Map.entry("mp3", AUDIO),
          Map.entry("m4a", AUDIO),
          Map.entry("aac", AUDIO),
          Map.entry("wav", AUDIO),
          Map.entry("ogg", AUDIO),
          Map.entry("opus", AUDIO),
          Map.entry("flac", AUDIO));

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public Kind {
    Texts.require(isLegal(value), "a kind (a lower-case token of at most 64 of a-z0-9._-)", value);
  }

  /**
   * The kind of an asset whose writer gave none: from the MIME type, else from the extension, else
   * {@link #FILE}.
   *
   * @param mimeType the recorded MIME type, if any
   * @param url where the asset lives
   * @return the kind
   */
  public static Kind infer(@Nullable MimeType mimeType, MediaUrl url) {
    if (mimeType != null) {
      String type = mimeType.value().toLowerCase(Locale.ROOT);
      if (type.startsWith("video/")) {
        return VIDEO;
      }
      if (type.startsWith("image/")) {
        return IMAGE;
      }
      if (type.startsWith("audio/")) {
        return AUDIO;
      }
    }
    String name = url.fileName();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, FILE);
  }

  private static boolean isLegal(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !isLower(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !Ascii.isDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  @Override
  public String toString() {
    return value;
  }
}
