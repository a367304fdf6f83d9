package dev.assetlookup.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as the connection and its headers say.
 *
 * @param peer the other end of the connection
 * @param forwardedFor all of {@code X-Forwarded-For}, null if it is absent
 * @param forwarded all of {@code Forwarded}, null if it is absent
 */
record Origin(Supplier<PeerInfo> peer, @Nullable String forwardedFor, @Nullable String forwarded) {
  static Origin of(ServerRequest request) {
    ServerRequestHeaders headers = request.headers();
    return new Origin(
        request::remotePeer,
        joined(headers, HeaderNames.X_FORWARDED_FOR),
        joined(headers, HeaderNames.FORWARDED));
  }

  private static @Nullable String joined(ServerRequestHeaders headers, HeaderName name) {
    return headers.contains(name) ? String.join(",", headers.get(name).allValues()) : null;
  }
}
