package dev.assetlookup.http;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about.
 *
 * @param path the path with its query, or {@code *}
 * @param authority the host that the target names in absolute form, null in the usual form
 */
record RequestTarget(String path, @Nullable String authority) {
  /**
   * Reads a target strictly, by RFC 9112, 3.2.
   *
   * @param text the second part of the request line
   * @param method the first part
   * @throws io.helidon.http.RequestException if it is malformed
   */
  static RequestTarget parse(String text, String method) {
    if (text.equals("*") && method.equals("OPTIONS")) {
      return new RequestTarget(text, null);
    }
    RequestTarget target =
        isAbsolute(text) ? absolute(text, method) : new RequestTarget(text, null);
    if (!target.path.startsWith("/")) {
      throw Malformed.TARGET.asException(method);
    }
    target.checkCharacters(method);
    return target;
  }

  private static boolean isAbsolute(String text) {
    return text.regionMatches(true, 0, "http://", 0, 7)
        || text.regionMatches(true, 0, "https://", 0, 8);
  }

  private static RequestTarget absolute(String text, String method) {
    int host = text.indexOf("//") + 2;
    int path = host;
    while (path < text.length() && "/?#".indexOf(text.charAt(path)) < 0) {
      path++;
    }
    String authority = text.substring(host, path);
    if (!isAuthority(authority)) {
      throw Malformed.HOST.asException(method);
    }
    boolean hasPath = path < text.length() && text.charAt(path) == '/';
    return new RequestTarget((hasPath ? "" : "/") + text.substring(path), authority);
  }

  private void checkCharacters(String method) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '#') {
        throw Malformed.TARGET_FRAGMENT.asException(method);
      }
      if (!Characters.TARGET.get(c)) {
        throw Malformed.TARGET_CHARACTER.asException(method);
      }
      if (c == '%' && !(isHex(i + 1) && isHex(i + 2))) {
        throw Malformed.TARGET_ESCAPE.asException(method);
      }
    }
  }

  private boolean isHex(int index) {
    return index < path.length() && Character.digit(path.charAt(index), 16) >= 0;
  }

  /** Whether a text is a host with an optional port. */
  static boolean isAuthority(String text) {
    int close = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', close < 0 ? 0 : close);
    String host = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    boolean isLiteral = close > 1 && close == host.length() - 1;
    String name = isLiteral ? host.substring(1, close) : host;
    BitSet allowed = isLiteral ? Characters.IP_LITERAL : Characters.REGISTERED_NAME;
    return !name.isEmpty()
        && Characters.areAll(allowed, name)
        && port.length() <= 5
        && Characters.areDigits(port);
  }
}
