package dev.assetlookup.http;

import dev.assetlookup.core.limits.EndpointClass;
import io.helidon.common.socket.PeerInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the lookup of one asset as the route of {@link ContentApi} does, but without Helidon,
 * whose work on a request is several times that of a lookup. For plain requests alone: whatever is
 * unusual about one is left to Helidon. Thread-safe.
 */
final class HotRoute {
  private final Callers callers;
  private final AssetEndpoints assets;
  private final byte[] keepAlive;

  /**
   * Creates the route.
   *
   * @param callers authenticates
   * @param assets finds the assets
   * @param idle how long a connection may wait for its next request
   */
  HotRoute(Callers callers, AssetEndpoints assets, Duration idle) {
    this.callers = callers;
    this.assets = assets;
    this.keepAlive = HotAnswer.keepAlive(idle);
  }

  /**
   * The answer; null if Helidon has to give it.
   *
   * @param head the request
   * @param peer who sent it
   */
  @Nullable HotAnswer answer(RequestHead head, Supplier<PeerInfo> peer) {
    List<String> ids = head.isPlainGet() ? AssetEndpoints.ASSET.plainValues(head.path()) : null;
    if (ids == null) {
      return null;
    }
    LookupHeaders headers = head.lookupHeaders();
    String requestId = RequestIds.next();
    Reply reply =
        callers.answer(
            headers.credentials(peer),
            EndpointClass.READ_LIGHT,
            requestId,
            key -> assets.find(key, ids.get(0), ids.get(1), requestId));
    return new HotAnswer(reply, headers, requestId, keepAlive);
  }
}
