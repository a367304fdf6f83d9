package dev.assetlookup.http;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] END = ascii("\r\n");

  private final byte[] bytes;
  private final String method;
  private final boolean isHttp10;
  private final RequestTarget target;
  private final Framing framing;
  private final LookupHeaders lookup = new LookupHeaders();
  private boolean changed;
  private int hosts;
  private boolean close;
  private boolean keepAlive;
  private boolean expects;

  private RequestHead(byte[] bytes, HeadLines lines) {
    this.bytes = bytes;
    lines.next();
    String line = lines.text();
    int first = line.indexOf(' ');
    int second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    this.method = methodIn(bytes);
    if (second < 0) {
      throw Malformed.REQUEST_LINE.asException(method);
    }
    String version = line.substring(second + 1);
    if (!isVersion(version) || first == 0 || second == first + 1) {
      throw Malformed.REQUEST_LINE.asException(method);
    }
    this.isHttp10 = version.equals("HTTP/1.0");
    checkMethodAndVersion(line.substring(0, first), version);
    this.target = RequestTarget.parse(line.substring(first + 1, second), method);
    this.framing = new Framing(method);
    this.changed = isHttp10 || target.authority() != null;
  }

  /**
   * Parses a head.
   *
   * @param bytes all of it, with the empty line
   * @throws RequestException with the status of the refusal
   */
  static RequestHead parse(byte[] bytes) {
    HeadLines lines = new HeadLines(bytes);
    RequestHead head = new RequestHead(bytes, lines);
    while (lines.next()) {
      lines.checkHeader(head.method);
      head.readHeader(lines);
    }
    head.checkHosts();
    head.framing.check(head.isHttp10);
    return head;
  }

  /** The method in the line that begins there, as far as it has arrived, or "". */
  static String methodIn(byte[] bytes) {
    int space = 0;
    while (space < bytes.length && bytes[space] != ' ' && bytes[space] != '\r') {
      space++;
    }
    boolean isWhole = space < bytes.length && bytes[space] == ' ' && space < MAX_LINE;
    return isWhole ? HeadLines.text(bytes, 0, space) : "";
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

  /** Whether it asks for something and nothing else: no body, no options of any kind. */
  boolean isPlainGet() {
    return method.equals("GET") && !changed && !framing.isThere() && !lookup.isUnusual();
  }

  /** The path with its query. */
  String path() {
    return target.path();
  }

  LookupHeaders lookupHeaders() {
    return lookup;
  }

  Framing framing() {
    return framing;
  }

  private void checkMethodAndVersion(String text, String version) {
    if (!Characters.areAll(Characters.TOKEN, text)) {
      throw Malformed.METHOD.asException(method);
    }
    if (!isHttp10 && !version.equals("HTTP/1.1")) {
      throw Malformed.refused(Status.HTTP_VERSION_NOT_SUPPORTED_505, method);
    }
    if (!method.equals(method.toUpperCase(Locale.ROOT))) {
      // Methods are case-sensitive, but Helidon takes get for GET.
      throw Malformed.refused(Status.NOT_IMPLEMENTED_501, method);
    }
  }

  private static boolean isVersion(String text) {
    return text.length() == 8
        && text.startsWith("HTTP/")
        && Character.isDigit(text.charAt(5))
        && text.charAt(6) == '.'
        && Character.isDigit(text.charAt(7));
  }

  private void readHeader(HeadLines line) {
    // By length first: most headers are none of these.
    int length = line.nameLength();
    if (length == 4 && line.isNamed("host")) {
      host(line.value());
    } else if (length == 6 && line.isNamed("expect")) {
      expects = true;
      changed = true;
    } else if (length == 10 && line.isNamed("connection")) {
      connection(line.value());
    } else if (length == 14 && line.isNamed("content-length")) {
      framing.addContentLength(line.value());
    } else if (length == 17 && line.isNamed("transfer-encoding")) {
      framing.addTransferEncoding(line.value());
    } else {
      lookup.read(line);
    }
  }

  private void host(String host) {
    hosts++;
    if (target.authority() == null) {
      if (host.isEmpty()) {
        throw Malformed.NO_HOST.asException(method);
      }
      if (!RequestTarget.isAuthority(host)) {
        throw Malformed.HOST.asException(method);
      }
    }
  }

  private void connection(String value) {
    changed |= !value.equalsIgnoreCase("keep-alive");
    for (String option : value.split(",", -1)) {
      close |= option.strip().equalsIgnoreCase("close");
      keepAlive |= option.strip().equalsIgnoreCase("keep-alive");
    }
  }

  private void checkHosts() {
    if (hosts > 1) {
      throw Malformed.TWO_HOSTS.asException(method);
    }
    if (hosts == 0 && !isHttp10 && target.authority() == null) {
      throw Malformed.NO_HOST.asException(method);
    }
  }

  /** The head that Helidon reads instead of the one that arrived. */
  byte[] forHelidon() {
    if (!changed) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
    out.writeBytes(ascii(method + " " + target.path() + " HTTP/1.1\r\n"));
    HeadLines lines = new HeadLines(bytes);
    lines.next();
    while (lines.next()) {
      if (!isReplaced(lines)) {
        out.writeBytes(lines.bytes());
      }
    }
    if (target.authority() != null || hosts == 0) {
      String host = target.authority() == null ? "localhost" : target.authority();
      out.writeBytes(ascii("Host: " + host + "\r\n"));
    }
    if (isLast()) {
      out.writeBytes(CLOSE);
    }
    out.writeBytes(END);
    return out.toByteArray();
  }

  private boolean isReplaced(HeadLines line) {
    return switch (line.nameLength()) {
      case 4 -> target.authority() != null && line.isNamed("host");
      case 6 -> line.isNamed("expect");
      case 10 -> line.isNamed("connection");
      default -> false;
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
