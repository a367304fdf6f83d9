package dev.assetlookup.http;

import dev.assetlookup.core.content.Sha256;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.charset.StandardCharsets;

/** Strong entity tags and their comparison (RFC 9110, 8.8.3 and 13.1.2). */
final class EntityTag {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  // 128 bits: enough that no two bodies of one URL ever share a tag.
  private static final int DIGEST_BYTES = 16;

  private EntityTag() {}

  /** A tag, quotes included, that changes exactly when the body does. */
  static String of(byte[] body) {
    byte[] digest = Sha256.newDigest().digest(body);
    byte[] tag = new byte[2 * DIGEST_BYTES + 2];
    tag[0] = '"';
    for (int i = 0; i < DIGEST_BYTES; i++) {
      tag[2 * i + 1] = HEX[(digest[i] >> 4) & 15];
      tag[2 * i + 2] = HEX[digest[i] & 15];
    }
    tag[tag.length - 1] = '"';
    return new String(tag, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the client states, by {@code If-None-Match}, that it has the current representation.
   */
  static boolean isKnown(ServerRequestHeaders headers, String current) {
    return lists(headers, HeaderNames.IF_NONE_MATCH, current, true);
  }

  /** The same for the value of the header. */
  static boolean isKnown(String ifNoneMatch, String current) {
    return lists(ifNoneMatch, current, true);
  }

  /** Whether the client states, by {@code If-Match}, that it means the current representation. */
  static boolean isMeant(ServerRequestHeaders headers, String current) {
    return lists(headers, HeaderNames.IF_MATCH, current, false);
  }

  private static boolean lists(
      ServerRequestHeaders headers, HeaderName name, String current, boolean weakly) {
    if (!headers.contains(name)) {
      return false;
    }
    Header header = headers.get(name);
    if (header.valueCount() == 1) {
      return lists(header.get(), current, weakly);
    }
    for (String line : header.allValues()) {
      if (lists(line, current, weakly)) {
        return true;
      }
    }
    return false;
  }

  /** Looks for a tag in a list; a weak comparison skips {@code W/} like the commas between tags. */
  private static boolean lists(String line, String current, boolean weakly) {
    if (line.equals(current) || line.strip().equals("*")) {
      return true;
    }
    int open = line.indexOf('"');
    while (open >= 0) {
      int close = line.indexOf('"', open + 1);
      if (close < 0) {
        return false;
      }
      if (close + 1 - open == current.length()
          && line.startsWith(current, open)
          && (weakly || !line.startsWith("W/", open - 2))) {
        return true;
      }
      open = line.indexOf('"', close + 1);
    }
    return false;
  }
}
