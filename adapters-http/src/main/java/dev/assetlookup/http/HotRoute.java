package dev.assetlookup.http;

import java.time.Duration;
import java.util.List;
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

  /** The answer; null if Helidon has to give it. */
  @Nullable HotAnswer answer(RequestHead head) {
    List<String> ids = head.isPlainGet() ? AssetEndpoints.ASSET.plainValues(head.path()) : null;
    if (ids == null) {
      return null;
    }
    LookupHeaders headers = head.lookupHeaders();
    String requestId = RequestIds.next();
    Answer answer =
        callers.answer(
            headers.credentials(),
            requestId,
            key -> assets.find(key, ids.get(0), ids.get(1), requestId));
    return new HotAnswer(answer, headers, requestId, keepAlive);
  }
}
