package dev.assetlookup.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds which requests were sent on a connection, as far as everybody reads them alike. What comes
 * after one that is not well-formed is not known.
 */
final class OpenApiRawRequests {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z]+) (?:(?i:https?)://[^/ ]+)?(/[!-~]*) HTTP/[0-9]\\.[0-9]");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \t]*([0-9]{1,9})[ \t]*$");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:[ \t]*chunked$");
  private static final Request UNKNOWN = new Request(null, "", "");

  private final StringBuilder sent = new StringBuilder();
  private int at;

  /** A request; the method is null if it is not known what was asked. */
  record Request(@Nullable String method, String target, String body) {}

  void sent(byte[] bytes) {
    sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The request after the last one that was found. */
  Request next() {
    String line = line();
    Matcher request = LINE.matcher(line == null ? "" : line);
    if (!request.matches()) {
      at = -1;
      return UNKNOWN;
    }
    StringBuilder headers = new StringBuilder();
    for (line = line(); line != null && !line.isEmpty(); line = line()) {
      headers.append(line).append('\n');
    }
    Matcher length = LENGTH.matcher(headers);
    String body = "";
    if (CHUNKED.matcher(headers).find()) {
      body = chunks();
    } else if (length.find()) {
      body = take(Integer.parseInt(length.group(1)));
    }
    return new Request(
        request.group(1),
        request.group(2),
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private String chunks() {
    StringBuilder body = new StringBuilder();
    String size = size();
    while (size != null && size.matches("[0-9A-Fa-f]{1,7}") && !size.matches("0+")) {
      body.append(take(Integer.parseInt(size, 16)));
      line();
      size = size();
    }
    String trailer = line();
    while (trailer != null && !trailer.isEmpty()) {
      trailer = line();
    }
    return body.toString();
  }

  /** The size of the next chunk, without extensions. */
  private @Nullable String size() {
    String line = line();
    return line == null ? null : line.split("[ \t;]", 2)[0];
  }

  /** The next line, or null if its end was not sent. */
  private @Nullable String line() {
    int end = at < 0 ? -1 : sent.indexOf("\r\n", at);
    if (end < 0) {
      at = -1;
      return null;
    }
    String line = sent.substring(at, end);
    at = end + 2;
    return line;
  }

  private String take(int length) {
    if (at < 0 || at + length > sent.length()) {
      at = -1;
      return "";
    }
    at += length;
    return sent.substring(at - length, at);
  }
}
