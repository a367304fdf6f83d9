package dev.assetlookup.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.Locale;

/** What the headers of a request say of its body. */
final class BodyFormat {
  private BodyFormat() {}

  /** Whether it is JSON in UTF-8, and not compressed. */
  static boolean isJson(ServerRequestHeaders headers) {
    return isJsonType(headers) && !isEncoded(headers);
  }

  private static boolean isEncoded(ServerRequestHeaders headers) {
    return headers.contains(HeaderNames.CONTENT_ENCODING)
        && !headers.get(HeaderNames.CONTENT_ENCODING).allValues().stream()
            .allMatch(coding -> coding.strip().equalsIgnoreCase("identity"));
  }

  private static boolean isJsonType(ServerRequestHeaders headers) {
    if (!headers.contains(HeaderNames.CONTENT_TYPE)
        || headers.get(HeaderNames.CONTENT_TYPE).valueCount() != 1) {
      return false;
    }
    String[] parts =
        headers.get(HeaderNames.CONTENT_TYPE).get().toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")
          && !parameter.substring("charset=".length()).replace("\"", "").equals("utf-8")) {
        return false;
      }
    }
    return true;
  }
}
