package dev.assetlookup.http;

import dev.assetlookup.core.content.OrganizationId;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client claims to be, and where it is.
 *
 * @param key the API key that it presents, however malformed; null if there is none
 * @param organization the organization that it means, null if it does not say
 * @param origin where the request comes from
 */
record Credentials(@Nullable String key, @Nullable String organization, Origin origin) {
  private static final HeaderName X_API_KEY = HeaderNames.create("X-Api-Key");
  private static final HeaderName X_LAYERS_ORGANIZATION =
      HeaderNames.create("X-Layers-Organization");
  private static final String SCHEME = "Bearer ";
  private static final String AMBIGUOUS = "";

  static Credentials of(ServerRequest request) {
    ServerRequestHeaders headers = request.headers();
    return of(
        value(headers, X_API_KEY),
        value(headers, HeaderNames.AUTHORIZATION),
        value(headers, X_LAYERS_ORGANIZATION),
        Origin.of(request));
  }

  /** The same for the values of the three headers, each null if it is absent. */
  static Credentials of(
      @Nullable String apiKey,
      @Nullable String authorization,
      @Nullable String organization,
      Origin origin) {
    return new Credentials(apiKey != null ? apiKey : bearer(authorization), organization, origin);
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }

  /**
   * Whether the client states another organization than its key's. A request must not land where
   * its sender did not mean it to.
   */
  boolean meanAnother(OrganizationId ofKey) {
    return organization != null && !organization.equals(ofKey.value());
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

  /** Keeps the secret out of logs and debuggers. */
  @Override
  public String toString() {
    return "Credentials[...]";
  }
}
