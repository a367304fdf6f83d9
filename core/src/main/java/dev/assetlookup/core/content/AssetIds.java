package dev.assetlookup.core.content;

import java.nio.charset.StandardCharsets;

/**
 * Derives asset ids from URLs. Done once, when an asset is first published; the id is stored and
 * never derived again on a read. Total, deterministic, without side effects.
 */
public final class AssetIds {
  private static final int MAX_SLUG = 80;
  private static final int MAX_EXTENSION = 10;
  private static final int HASH_DIGITS = 16;

  private AssetIds() {}

  /**
   * The id that a URL has by itself: its file name without extension where that is path-safe, else
   * a slug of it, {@code ~} and 16 hex digits of the SHA-256 of the file name.
   *
   * @param url a URL with a file name
   * @return the id
   */
  public static AssetId derive(MediaUrl url) {
    FileName name = FileName.of(url);
    String stem = name.stem();
    return AssetId.isLegal(stem) && !endsLikeSlug(stem)
        ? new AssetId(stem)
        : slugged(stem, name.decoded());
  }

  /**
   * The id of a URL whose own id another URL of the container holds already: its slug, {@code ~}
   * and 16 hex digits of the SHA-256 of the whole URL.
   *
   * @param url a URL with a file name
   * @return the id
   */
  public static AssetId deriveDistinct(MediaUrl url) {
    return slugged(FileName.of(url).stem(), url.value());
  }

  private static AssetId slugged(String stem, String hashed) {
    String hash = Sha256.of(hashed.getBytes(StandardCharsets.UTF_8)).hex();
    return new AssetId(slug(stem) + "~" + hash.substring(0, HASH_DIGITS));
  }

  private static String slug(String stem) {
    StringBuilder slug = new StringBuilder();
    boolean inRun = false;
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      if (Ascii.isNameChar(c)) {
        slug.append(c);
        inRun = false;
      } else if (!inRun) {
        slug.append('-');
        inRun = true;
      }
    }
    int start = 0;
    int end = slug.length();
    while (start < end && isTrimmed(slug.charAt(start))) {
      start++;
    }
    while (end > start && isTrimmed(slug.charAt(end - 1))) {
      end--;
    }
    return start == end ? "asset" : slug.substring(start, Math.min(end, start + MAX_SLUG));
  }

  private static boolean isTrimmed(char c) {
    return c == '-' || c == '.';
  }

  private static boolean endsLikeSlug(String stem) {
    int tilde = stem.length() - HASH_DIGITS - 1;
    if (tilde < 0 || stem.charAt(tilde) != '~') {
      return false;
    }
    for (int i = tilde + 1; i < stem.length(); i++) {
      if (!Ascii.isLowerHex(stem.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The file name of a URL, percent-decoded once where it decodes, else as written. */
  private record FileName(String decoded) {
    static FileName of(MediaUrl url) {
      String raw = url.fileName();
      if (raw.isEmpty()) {
        throw new IllegalArgumentException("has no file name: " + Texts.quoted(url.value()));
      }
      return new FileName(PercentCoding.decode(raw).orElse(raw));
    }

    String stem() {
      int dot = decoded.lastIndexOf('.');
      return dot > 0 && isExtension(dot + 1) ? decoded.substring(0, dot) : decoded;
    }

    private boolean isExtension(int start) {
      int length = decoded.length() - start;
      boolean letter = false;
      for (int i = start; i < decoded.length(); i++) {
        if (!Ascii.isLetterOrDigit(decoded.charAt(i))) {
          return false;
        }
        letter |= Ascii.isLetter(decoded.charAt(i));
      }
      return letter && length <= MAX_EXTENSION;
    }
  }
}
