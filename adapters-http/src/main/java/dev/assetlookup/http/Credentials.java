package dev.assetlookup.http;

import dev.assetlookup.core.content.OrganizationId;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import org.jspecify.annotations.Nullable;

/** Finds the API key in a request's headers. */
final class Credentials {
  private static final HeaderName X_API_KEY = HeaderNames.create("X-Api-Key");
  private static final HeaderName X_LAYERS_ORGANIZATION =
      HeaderNames.create("X-Layers-Organization");
  private static final String SCHEME = "Bearer ";
  private static final String AMBIGUOUS = "";

  private Credentials() {}

  /** The key that the client presents, however malformed; null if there is none. */
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

  /**
   * Whether the client states another organization than its key's. A request must not land where
   * its sender did not mean it to.
   */
  static boolean meansAnother(ServerRequestHeaders headers, OrganizationId organization) {
    String named = value(headers, X_LAYERS_ORGANIZATION);
    return named != null && !named.equals(organization.value());
  }

  /** A blank header counts as absent; with several lines it is unclear which is meant. */
  private static @Nullable String value(ServerRequestHeaders headers, HeaderName name) {
    if (!headers.contains(name)) {
      return null;
    }
    Header header = headers.get(name);
    if (header.valueCount() != 1) {
      return AMBIGUOUS;
    }
    String value = header.get().strip();
    return value.isEmpty() ? null : value;
  }
}
