package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.AuthenticateKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * The API as a service for any Helidon server: {@code GET} and {@code HEAD} of
 *
 * <ul>
 *   <li>{@code /v1/content/{containerId}/assets/{assetId}}, the descriptor of one asset, and
 *   <li>{@code /v1/whoami}, who the API key stands for,
 * </ul>
 *
 * under {@code /} or under whatever prefix it is registered at. Every answer that it gives,
 * refusals and faults included, carries {@code X-Request-Id}, and every error the envelope.
 * Requests for other paths are left to the server's other routes. Thread-safe if the ports are;
 * opens nothing.
 */
public final class ContentApi implements HttpService {
  private static final Logger LOGGER = System.getLogger(ContentApi.class.getName());

  private final FindAsset assets;
  private final AuthenticateKey keys;

  /**
   * The API over two ports.
   *
   * @param assets finds the assets
   * @param keys tells who is asking
   */
  public ContentApi(FindAsset assets, AuthenticateKey keys) {
    this.assets = Objects.requireNonNull(assets);
    this.keys = Objects.requireNonNull(keys);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.route(route(AssetPath.MATCHER, this::findAsset));
    rules.route(route(PathMatchers.exact("/v1/whoami"), ContentApi::whoami));
  }

  private HttpRoute route(PathMatcher path, Endpoint endpoint) {
    return HttpRoute.builder().path(path).handler(new Operation(endpoint)).build();
  }

  private Answer findAsset(ApiKey key, ServerRequest request) {
    // Of the prologue: the path that a handler is given is rebuilt from the decoded one.
    AssetPath path = AssetPath.of(request.prologue().uriPath().rawPath());
    return switch (assets.find(key.caller(), path.containerId(), path.assetId())) {
      case FindAsset.Result.Found found ->
          new Answer.Content(DescriptorJson.write(found.container(), found.asset()));
      case FindAsset.Result.AssetNotFound() -> ApiError.ASSET_NOT_FOUND;
      case FindAsset.Result.Superseded gone -> ApiError.ASSET_NOT_FOUND;
      case FindAsset.Result.ContainerNotFound() -> ApiError.CONTAINER_NOT_FOUND;
      case FindAsset.Result.ContainerDeleted() -> ApiError.CONTAINER_NOT_FOUND;
      case FindAsset.Result.ScopeMissing missing -> ApiError.FORBIDDEN_SCOPE;
    };
  }

  private static Answer whoami(ApiKey key, ServerRequest request) {
    return new Answer.Content(WhoamiJson.write(key));
  }

  /** What a route does for a key that is good. */
  private interface Endpoint {
    Answer answer(ApiKey key, ServerRequest request);
  }

  /** What all routes have in common: method, authentication, faults. */
  private final class Operation implements Handler {
    private final Endpoint endpoint;

    Operation(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
      String requestId = RequestIds.next();
      // Sent outside: what breaks while sending is the connection's business, not an answer.
      Responses.send(request, response, requestId, answer(request, requestId));
    }

    private Answer answer(ServerRequest request, String requestId) {
      Method method = request.prologue().method();
      if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
        return ApiError.METHOD_NOT_ALLOWED;
      }
      try {
        return authenticated(request);
      } catch (CorruptRecordException e) {
        LOGGER.log(Level.WARNING, requestId + ": " + e.getMessage());
        return ApiError.STORAGE_UNAVAILABLE;
      } catch (StoreUnavailableException e) {
        // Without a stack trace: while the store is down, every request comes here.
        LOGGER.log(Level.WARNING, requestId + ": " + e.getMessage() + ": " + e.getCause());
        return ApiError.STORAGE_UNAVAILABLE;
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, requestId + ": unforeseen", e);
        return ApiError.INTERNAL;
      }
    }

    private Answer authenticated(ServerRequest request) {
      String presented = Credentials.presented(request.headers());
      if (presented == null) {
        return ApiError.UNAUTHENTICATED;
      }
      return switch (keys.authenticate(presented)) {
        case AuthenticateKey.Result.Authenticated good -> endpoint.answer(good.key(), request);
        case AuthenticateKey.Result.Rejected() -> ApiError.UNAUTHENTICATED;
        case AuthenticateKey.Result.Killed killed ->
            switch (killed.what()) {
              case KEY -> ApiError.KEY_KILLED;
              case ORGANIZATION -> ApiError.ORGANIZATION_KILLED;
            };
      };
    }
  }
}
