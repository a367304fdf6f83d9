package dev.assetlookup.core.content;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * A durable, public location: an absolute {@code https} or {@code http} URL. Whether plain {@code
 * http} may be published is a rule of the publisher, not of this type.
 *
 * @param value at most 2,048 ASCII characters, with a host, without user info, non-ASCII and
 *     reserved characters percent-encoded. A malformed escape such as {@code 100%.mp4} is kept as
 *     it is
 */
public record MediaUrl(String value) {
  /** Longest value, in characters. */
  public static final int MAX_LENGTH = 2048;

  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above; the message says
   *     what is wrong
   */
  public MediaUrl {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("is longer than " + MAX_LENGTH + " characters");
    }
    int authority = authorityStart(value);
    if (authority < 0) {
      throw new IllegalArgumentException(
          "must be an absolute https:// URL, not " + Texts.quoted(value));
    }
    for (int i = authority; i < value.length(); i++) {
      if (!isUrlCharacter(value.charAt(i))) {
        throw new IllegalArgumentException(
            "has a character at index "
                + i
                + " that must be percent-encoded: "
                + Texts.quoted(value));
      }
    }
    requireHost(value, authority, authorityEnd(value, authority));
  }

  /**
   * A URL that somebody wrote with characters beyond ASCII in place of their escapes.
   *
   * @param text the URL, such as {@code https://media.example.com/blå.png}
   * @return the URL with their UTF-8 percent-encoded
   * @throws IllegalArgumentException as the constructor
   */
  public static MediaUrl ofUnescaped(String text) {
    return new MediaUrl(PercentCoding.encode(text, b -> b < 128));
  }

  /**
   * Whether the URL is {@code https}.
   *
   * @return false if it is plain {@code http}
   */
  public boolean isHttps() {
    return value.startsWith(HTTPS);
  }

  /**
   * This URL for {@code java.net}. What {@link URI} does not take, a malformed escape such as
   * {@code 100%.mp4} or a bracket in a path, is percent-encoded, so that its text may be another
   * than the value.
   *
   * @return the URI
   * @throws IllegalArgumentException if the host is an address in brackets that is none
   */
  public URI toUri() {
    return URI.create(UriText.of(value));
  }

  /**
   * The signature by which a store or CDN lets the holder of this URL in for some time.
   *
   * @return the name of the query's parameter that is or goes with a signature, empty if none is
   *     known to be one
   */
  public Optional<String> signature() {
    int query = value.indexOf('?');
    int fragment = value.indexOf('#');
    if (query < 0 || (fragment >= 0 && fragment < query)) {
      return Optional.empty();
    }
    return SignedQuery.signature(
        PercentCoding.decodeBytes(
            value.substring(query + 1, fragment < 0 ? value.length() : fragment)));
  }

  /**
   * The last non-empty segment of the path, as written: not decoded, without query and fragment.
   *
   * @return the file name, empty if the path has none
   */
  public String fileName() {
    String path = writtenPath();
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  /**
   * What the URL leads to, as far as its text shows: two spellings of one file have one object.
   * Scheme, query and fragment are left out, as are the default ports; the host is in lower case,
   * and the path is decoded and without {@code .} and {@code ..}.
   *
   * <p>In doubt two URLs have one object: a file is rather kept than deleted while it is used. So
   * an encoded slash is a slash, and where a server distinguishes files by the query, several of
   * them have one object.
   *
   * @return host and path, for comparing only; each byte of the path is one character
   */
  public String object() {
    int start = authorityStart(value);
    String path = withoutDots(PercentCoding.decodeBytes(writtenPath()));
    return host(value.substring(start, authorityEnd(value, start))) + (path.isEmpty() ? "/" : path);
  }

  /**
   * The path, as clients send it: as it is written, but without {@code .} and {@code ..}.
   *
   * @return from the first slash on, without query and fragment; empty if there is no path
   */
  public String path() {
    return withoutDots(writtenPath());
  }

  private String writtenPath() {
    int start = authorityEnd(value, authorityStart(value));
    int end = start;
    while (end < value.length() && value.charAt(end) != '?' && value.charAt(end) != '#') {
      end++;
    }
    return value.substring(start, end);
  }

  private String host(String authority) {
    String host = authority.toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    if (colon < 0 || host.endsWith("]")) {
      return host;
    }
    int port = Integer.parseInt(host.substring(colon + 1));
    String name = host.substring(0, colon);
    return port == (isHttps() ? 443 : 80) ? name : name + ":" + port;
  }

  /** As RFC 3986, 5.2.4, removes them. */
  private static String withoutDots(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    String[] parts = path.split("/", -1);
    for (int i = 1; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals("..")) {
        segments.pollLast();
      } else if (!parts[i].equals(".")) {
        segments.addLast(parts[i]);
        continue;
      }
      if (last) {
        segments.addLast("");
      }
    }
    return "/" + String.join("/", segments);
  }

  private static boolean isUrlCharacter(char c) {
    return switch (c) {
      case '"', '<', '>', '\\', '^', '`', '{', '|', '}' -> false;
      default -> c > ' ' && c <= '~';
    };
  }

  private static int authorityStart(String url) {
    if (url.startsWith(HTTPS)) {
      return HTTPS.length();
    }
    return url.startsWith(HTTP) ? HTTP.length() : -1;
  }

  private static int authorityEnd(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return url.length();
  }

  private static void requireHost(String url, int start, int end) {
    if (url.lastIndexOf('@', end - 1) >= start) {
      throw new IllegalArgumentException("must not carry user info");
    }
    int hostEnd = end;
    int bracket =
        url.charAt(Math.min(start, url.length() - 1)) == '[' ? url.indexOf(']', start) : -1;
    int colon = url.indexOf(':', Math.max(start, bracket));
    if (colon >= 0 && colon < end) {
      hostEnd = colon;
      if (!isPort(url, colon + 1, end)) {
        throw new IllegalArgumentException("has a bad port: " + Texts.quoted(url));
      }
    }
    if (hostEnd <= start || !isHost(url, start, hostEnd)) {
      throw new IllegalArgumentException("has no valid host: " + Texts.quoted(url));
    }
  }

  private static boolean isPort(String url, int start, int end) {
    int port = 0;
    for (int i = start; i < end; i++) {
      if (!Ascii.isDigit(url.charAt(i)) || port > 65535) {
        return false;
      }
      port = port * 10 + (url.charAt(i) - '0');
    }
    return port >= 1 && port <= 65535;
  }

  private static boolean isHost(String url, int start, int end) {
    if (url.charAt(start) == '[') {
      for (int i = start + 1; i < end - 1; i++) {
        char c = Character.toLowerCase(url.charAt(i));
        if (!Ascii.isLowerHex(c) && c != ':' && c != '.') {
          return false;
        }
      }
      return end - start > 3 && url.charAt(end - 1) == ']';
    }
    for (int i = start; i < end; i++) {
      if (!Ascii.isNameChar(url.charAt(i))) {
        return false;
      }
    }
    return url.charAt(start) != '.' && url.charAt(start) != '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
