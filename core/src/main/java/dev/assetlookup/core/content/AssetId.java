package dev.assetlookup.core.content;

import java.util.Optional;

/**
 * Names an asset, unique among the current assets of its container. Opaque to readers, compared
 * whole and case-sensitively, and safe as a URL path segment as it stands.
 *
 * @param value 1 to 128 of {@code A-Za-z0-9._~-}, but neither {@code .} nor {@code ..}
 */
public record AssetId(String value) {
  /** Longest value, in characters. */
  public static final int MAX_LENGTH = 128;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public AssetId {
    Texts.require(isLegal(value), "an asset id (1 to 128 of A-Za-z0-9._~-, not . or ..)", value);
  }

  /**
   * Reads text from outside.
   *
   * @param text any text
   * @return the id, or empty if no asset can have it
   */
  public static Optional<AssetId> parse(String text) {
    return isLegal(text) ? Optional.of(new AssetId(text)) : Optional.empty();
  }

  static boolean isLegal(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.equals(".") || text.equals("..")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isNameChar(c) && c != '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
