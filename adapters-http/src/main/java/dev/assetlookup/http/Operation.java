package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.RequestScope;
import dev.assetlookup.core.store.StoreUnavailableException;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One route: choice of the method, authentication and faults, which all routes share. */
final class Operation implements Handler {
  private final AuthenticateKey keys;
  private final RequestScope scope;
  private final @Nullable Endpoint get;
  private final Map<Method, Endpoint> others;
  private final ApiError methodNotAllowed;
  private final FailureLog failures;

  /**
   * Creates a route.
   *
   * @param keys authenticates the caller
   * @param endpoints the endpoint of each method, in the order of {@code Allow}; GET includes HEAD
   * @param scope ties together the reads of a request
   * @param failures logs what keeps it from answering
   */
  Operation(
      AuthenticateKey keys,
      Map<Method, Endpoint> endpoints,
      RequestScope scope,
      FailureLog failures) {
    this.scope = scope;
    this.keys = keys;
    this.get = endpoints.get(Method.GET);
    this.others = Map.copyOf(endpoints);
    this.failures = failures;
    List<String> allowed = new ArrayList<>();
    for (Method method : endpoints.keySet()) {
      allowed.add(method.text());
      if (method.equals(Method.GET)) {
        allowed.add(Method.HEAD_NAME);
      }
    }
    this.methodNotAllowed = ApiError.methodNotAllowed(allowed);
  }

  /** What a route does for one method and a valid key. */
  interface Endpoint {
    /**
     * Answers one request.
     *
     * @param key the caller's key
     * @param request the request
     * @param requestId for the log
     */
    Answer answer(ApiKey key, ServerRequest request, String requestId);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String requestId = RequestIds.next();
    Answer answer = answer(request, requestId);
    // Sent outside of the try: a failure to send concerns the connection, and is no answer.
    Responses.send(request, response, requestId, answer);
  }

  private Answer answer(ServerRequest request, String requestId) {
    Method method = request.prologue().method();
    Endpoint endpoint =
        method.equals(Method.GET) || method.equals(Method.HEAD) ? get : others.get(method);
    if (endpoint == null) {
      return methodNotAllowed;
    }
    try {
      return scope.within(() -> authenticated(endpoint, request, requestId));
    } catch (CloseConnectionException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      failures.failed(requestId, e);
      return ApiError.STORAGE_UNAVAILABLE;
    } catch (RuntimeException e) {
      failures.failed(requestId, e);
      return ApiError.INTERNAL;
    }
  }

  private Answer authenticated(Endpoint endpoint, ServerRequest request, String requestId) {
    String presented = Credentials.presented(request.headers());
    if (presented == null) {
      return ApiError.UNAUTHENTICATED;
    }
    return switch (keys.authenticate(presented)) {
      case AuthenticateKey.Result.Authenticated good -> {
        if (Credentials.meansAnother(request.headers(), good.key().organization())) {
          yield ApiError.ANOTHER_ORGANIZATION;
        }
        Answer answer = endpoint.answer(good.key(), request, requestId);
        failures.answered();
        yield answer;
      }
      case AuthenticateKey.Result.Rejected() -> ApiError.UNAUTHENTICATED;
      case AuthenticateKey.Result.Killed killed ->
          switch (killed.what()) {
            case KEY -> ApiError.KEY_KILLED;
            case ORGANIZATION -> ApiError.ORGANIZATION_KILLED;
          };
    };
  }
}
