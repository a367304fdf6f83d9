package dev.assetlookup.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request line and headers of one request, read strictly by RFC 9112, and rewritten for
 * Helidon: in origin form, as HTTP/1.1, without {@code Expect}, and with {@code Connection} in the
 * one spelling that Helidon knows.
 */
final class RequestHead {
  /** The longest request line, without its end. */
  static final int MAX_LINE = 4 * 1024;

  /** The longest headers, with their line ends. */
  static final int MAX_HEADERS = 16 * 1024;

  private static final int MAX_LENGTH_DIGITS = 18;
  private static final BitSet TOKEN = letters("!#$%&'*+-.^_`|~");
  private static final BitSet TARGET = letters("-._~!$&'()*+,;=:@/?%");
  private static final BitSet REGISTERED_NAME = letters("-._~!$&'()*+,;=%");
  private static final BitSet IP_LITERAL = letters("-._~!$&'()*+,;=:");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");

  private final byte[] bytes;
  private final int end;
  private int at;

  private String method = "";
  private boolean isHttp10;
  private boolean changed;
  private String target = "";
  private @Nullable String authority;
  private int hosts;
  private boolean close;
  private boolean keepAlive;
  private boolean expects;
  private @Nullable String transferEncoding;
  private long length = -1;

  private RequestHead(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /**
   * Parses a head.
   *
   * @param bytes the buffer
   * @param start the position of its first byte
   * @param end the position after the empty line
   * @throws RequestException with the status of the refusal
   */
  static RequestHead parse(byte[] bytes, int start, int end) {
    RequestHead head = new RequestHead(bytes, start, end);
    head.readLine();
    head.readHeaders();
    head.check();
    return head;
  }

  /** The method in the line that begins there, as far as it has arrived, or "". */
  static String methodAt(byte[] bytes, int start, int end) {
    int space = start;
    while (space < end && bytes[space] != ' ') {
      space++;
    }
    return space < end && space - start < MAX_LINE ? text(bytes, start, space) : "";
  }

  static RequestException refused(Status status, String method) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .request(DirectTransportRequest.create("HTTP/1.1", method, ""))
        .setKeepAlive(false)
        .message(status.reasonPhrase())
        .build();
  }

  String method() {
    return method;
  }

  /** Whether the client wants this to be the last request of the connection. */
  boolean isLast() {
    return close || (isHttp10 && !keepAlive);
  }

  /** Whether the client may wait for a 100 before it sends the body. */
  boolean expectsContinue() {
    // An unknown expectation is treated like a known one: then, too, the client may hold the body
    // back.
    return expects && !isHttp10;
  }

  boolean isChunked() {
    return transferEncoding != null;
  }

  /** The length of the body, 0 if there is none; meaningless if it is chunked. */
  long length() {
    return Math.max(0, length);
  }

  private void readLine() {
    int start = at;
    int lineEnd = lineEnd();
    int first = indexOf(' ', start, lineEnd);
    int second = first < 0 ? -1 : indexOf(' ', first + 1, lineEnd);
    method = methodAt(bytes, start, lineEnd);
    if (second < 0) {
      throw Malformed.REQUEST_LINE.asException(method);
    }
    String version = text(bytes, second + 1, lineEnd);
    if (!isVersion(version) || first == start || second == first + 1) {
      throw Malformed.REQUEST_LINE.asException(method);
    }
    if (!all(TOKEN, start, first)) {
      throw Malformed.METHOD.asException(method);
    }
    isHttp10 = version.equals("HTTP/1.0");
    if (!isHttp10 && !version.equals("HTTP/1.1")) {
      throw refused(Status.HTTP_VERSION_NOT_SUPPORTED_505, method);
    }
    if (!method.equals(method.toUpperCase(Locale.ROOT))) {
      // Methods are case-sensitive, but Helidon takes get for GET.
      throw refused(Status.NOT_IMPLEMENTED_501, method);
    }
    readTarget(first + 1, second);
    changed = isHttp10;
  }

  private void readTarget(int start, int targetEnd) {
    target = text(bytes, start, targetEnd);
    if (target.equals("*") && method.equals("OPTIONS")) {
      return;
    }
    if (target.regionMatches(true, 0, "http://", 0, 7)
        || target.regionMatches(true, 0, "https://", 0, 8)) {
      int host = target.indexOf("//") + 2;
      int path = host;
      while (path < target.length() && "/?#".indexOf(target.charAt(path)) < 0) {
        path++;
      }
      authority = target.substring(host, path);
      if (authority.isEmpty() || !isAuthority(authority)) {
        throw Malformed.HOST.asException(method);
      }
      target =
          (path < target.length() && target.charAt(path) == '/' ? "" : "/")
              + target.substring(path);
    }
    if (!target.startsWith("/")) {
      throw Malformed.TARGET.asException(method);
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '#') {
        throw Malformed.TARGET_FRAGMENT.asException(method);
      }
      if (!TARGET.get(c)) {
        throw Malformed.TARGET_CHARACTER.asException(method);
      }
      if (c == '%' && !(isHex(target, i + 1) && isHex(target, i + 2))) {
        throw Malformed.TARGET_ESCAPE.asException(method);
      }
    }
  }

  private void readHeaders() {
    while (true) {
      int start = at;
      int lineEnd = lineEnd();
      if (lineEnd == start) {
        return;
      }
      checkHeader(bytes, start, lineEnd, method);
      int colon = indexOf(':', start, lineEnd);
      switch (colon - start) {
        case 4 -> {
          if (is("host", start)) {
            host(value(colon + 1, lineEnd));
          }
        }
        case 6 -> {
          if (is("expect", start)) {
            expects = true;
            changed = true;
          }
        }
        case 10 -> {
          if (is("connection", start)) {
            connection(value(colon + 1, lineEnd));
          }
        }
        case 14 -> {
          if (is("content-length", start)) {
            contentLength(value(colon + 1, lineEnd));
          }
        }
        case 17 -> {
          if (is("transfer-encoding", start)) {
            String coding = value(colon + 1, lineEnd).toLowerCase(Locale.ROOT);
            transferEncoding = transferEncoding == null ? coding : transferEncoding + "," + coding;
          }
        }
        default -> {}
      }
    }
  }

  /** Whether a line has the form of a header or trailer. */
  static void checkHeader(byte[] bytes, int start, int lineEnd, String method) {
    if (bytes[start] == ' ' || bytes[start] == '\t') {
      throw Malformed.HEADER_FOLDED.asException(method);
    }
    int colon = start;
    while (colon < lineEnd && TOKEN.get(bytes[colon] & 0xff)) {
      colon++;
    }
    if (colon == start || colon == lineEnd || bytes[colon] != ':') {
      throw Malformed.HEADER_NAME.asException(method);
    }
    for (int i = colon + 1; i < lineEnd; i++) {
      byte b = bytes[i];
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        throw Malformed.HEADER_VALUE.asException(method);
      }
    }
  }

  private void host(String host) {
    hosts++;
    if (authority == null && !host.isEmpty() && !isAuthority(host)) {
      throw Malformed.HOST.asException(method);
    }
    if (host.isEmpty() && authority == null) {
      throw Malformed.NO_HOST.asException(method);
    }
  }

  private void connection(String value) {
    changed |= !value.equalsIgnoreCase("keep-alive");
    for (String option : value.split(",", -1)) {
      close |= option.strip().equalsIgnoreCase("close");
      keepAlive |= option.strip().equalsIgnoreCase("keep-alive");
    }
  }

  private void contentLength(String value) {
    if (length >= 0 || value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Malformed.LENGTH.asException(method);
    }
    if (value.length() > MAX_LENGTH_DIGITS) {
      throw refused(Status.REQUEST_ENTITY_TOO_LARGE_413, method);
    }
    length = Long.parseLong(value);
  }

  private void check() {
    if (hosts > 1) {
      throw Malformed.TWO_HOSTS.asException(method);
    }
    if (hosts == 0 && !isHttp10 && authority == null) {
      throw Malformed.NO_HOST.asException(method);
    }
    if (transferEncoding == null) {
      return;
    }
    if (length >= 0) {
      throw Malformed.BOTH_FRAMINGS.asException(method);
    }
    String[] codings = transferEncoding.split(",", -1);
    for (int i = 0; i < codings.length; i++) {
      boolean last = i == codings.length - 1;
      if (codings[i].strip().equals("chunked") != last) {
        throw Malformed.TRANSFER_ENCODING.asException(method);
      }
    }
    if (isHttp10) {
      throw Malformed.TRANSFER_ENCODING.asException(method);
    }
    if (codings.length > 1) {
      throw refused(Status.NOT_IMPLEMENTED_501, method);
    }
  }

  /** The head that Helidon reads instead of the one that arrived. */
  byte[] forHelidon(int start) {
    if (!changed && authority == null) {
      return Arrays.copyOfRange(bytes, start, end);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(end - start + 64);
    out.writeBytes(ascii(method + " " + target + " HTTP/1.1\r\n"));
    at = start;
    lineEnd();
    while (true) {
      int line = at;
      int lineEnd = lineEnd();
      if (lineEnd == line) {
        break;
      }
      int colon = indexOf(':', line, lineEnd);
      boolean dropped =
          switch (colon - line) {
            case 4 -> authority != null && is("host", line);
            case 6 -> is("expect", line);
            case 10 -> is("connection", line);
            default -> false;
          };
      if (!dropped) {
        out.write(bytes, line, at - line);
      }
    }
    if (authority != null || hosts == 0) {
      out.writeBytes(ascii("Host: " + (authority == null ? "localhost" : authority) + "\r\n"));
    }
    if (isLast()) {
      out.writeBytes(CLOSE);
    }
    out.writeBytes(ascii("\r\n"));
    return out.toByteArray();
  }

  /** The end of the line that begins at {@code at}, before its CR LF. */
  private int lineEnd() {
    int i = at;
    while (bytes[i] != '\r') {
      i++;
    }
    at = i + 2;
    return i;
  }

  private int indexOf(char c, int start, int lineEnd) {
    for (int i = start; i < lineEnd; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the header's name is this one, in upper or lower case. */
  private boolean is(String lowerCase, int start) {
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((bytes[start + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean all(BitSet allowed, int start, int to) {
    for (int i = start; i < to; i++) {
      if (!allowed.get(bytes[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private String value(int start, int lineEnd) {
    return text(bytes, start, lineEnd).strip();
  }

  private static boolean isAuthority(String authority) {
    int close = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', close < 0 ? 0 : close);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    boolean isLiteral = close > 1 && close == host.length() - 1;
    String name = isLiteral ? host.substring(1, close) : host;
    BitSet allowed = isLiteral ? IP_LITERAL : REGISTERED_NAME;
    return !name.isEmpty()
        && name.chars().allMatch(allowed::get)
        && port.length() <= 5
        && port.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isVersion(String text) {
    return text.length() == 8
        && text.startsWith("HTTP/")
        && Character.isDigit(text.charAt(5))
        && text.charAt(6) == '.'
        && Character.isDigit(text.charAt(7));
  }

  private static boolean isHex(String text, int index) {
    return index < text.length() && Character.digit(text.charAt(index), 16) >= 0;
  }

  private static BitSet letters(String others) {
    BitSet set = new BitSet(256);
    set.set('0', '9' + 1);
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    others.chars().forEach(set::set);
    return set;
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
