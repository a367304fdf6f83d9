package dev.assetlookup.http;

import io.helidon.common.Weighted;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;

/** The last route of all, after those of features. */
final class NoSuchRoute implements HttpFeature, Weighted {
  @Override
  public double weight() {
    return 0;
  }

  @Override
  public void setup(HttpRouting.Builder routing) {
    routing.any(
        (request, response) ->
            Responses.send(request, response, RequestIds.next(), ApiError.ROUTE_NOT_FOUND));
  }
}
