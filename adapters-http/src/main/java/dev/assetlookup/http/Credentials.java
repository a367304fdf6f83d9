package dev.assetlookup.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import org.jspecify.annotations.Nullable;

/** Finds the API key in a request's headers. */
final class Credentials {
  private static final HeaderName X_API_KEY = HeaderNames.create("X-Api-Key");
  private static final String SCHEME = "Bearer ";
  private static final String NOT_A_KEY = "";

  private Credentials() {}

  /** What the client presents as its key, however malformed; null if it presents none. */
  static @Nullable String presented(ServerRequestHeaders headers) {
    String key = value(headers, X_API_KEY);
    return key != null ? key : bearer(headers);
  }

  private static @Nullable String bearer(ServerRequestHeaders headers) {
    String value = value(headers, HeaderNames.AUTHORIZATION);
    return value != null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? value.substring(SCHEME.length()).strip()
        : null;
  }

  /** A blank header counts as absent; of several lines nobody can say which is meant. */
  private static @Nullable String value(ServerRequestHeaders headers, HeaderName name) {
    if (!headers.contains(name)) {
      return null;
    }
    Header header = headers.get(name);
    if (header.valueCount() != 1) {
      return NOT_A_KEY;
    }
    String value = header.get().strip();
    return value.isEmpty() ? null : value;
  }
}
