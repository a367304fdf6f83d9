package dev.assetlookup.s3server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A response of the server, its {@code Content-Length} among the headers. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpResponse(int status, Map<String, String> headers, byte[] body) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  static HttpResponse of(int status, String contentType, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    headers.put("Content-Length", Integer.toString(body.length));
    return new HttpResponse(status, headers, body);
  }

  static HttpResponse empty(int status) {
    return new HttpResponse(status, Map.of("Content-Length", "0"), new byte[0]);
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  static Instant parseHttpDate(String text) throws Refusal {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeParseException e) {
      throw Refusal.invalidArgument(text);
    }
  }

  HttpResponse withoutBody() {
    return new HttpResponse(status, headers, new byte[0]);
  }

  HttpResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpResponse(status, more, body);
  }

  byte[] head() {
    StringBuilder head = new StringBuilder(512).append("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
