package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.limits.EndpointClass;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One route: chooses the method. */
final class Operation implements Handler {
  private final Callers callers;
  private final @Nullable Endpoint get;
  private final Map<Method, Endpoint> others;
  private final EndpointClass ofOthers;
  private final ApiError methodNotAllowed;

  /**
   * Creates a route.
   *
   * @param callers authenticates the caller
   * @param endpoints the endpoint of each method, in the order of {@code Allow}; GET includes HEAD
   * @param ofOthers the class of all methods but GET
   */
  Operation(Callers callers, Map<Method, Endpoint> endpoints, EndpointClass ofOthers) {
    this.callers = callers;
    this.get = endpoints.get(Method.GET);
    this.others = Map.copyOf(endpoints);
    this.ofOthers = ofOthers;
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
    Reply reply = answer(request, requestId);
    Permit permit = reply.permit();
    if (permit != null) {
      permit.headers().set(permit, response.headers());
    }
    // Sent outside of the try: a failure to send concerns the connection, and is no answer.
    Responses.send(request, response, requestId, reply.answer());
  }

  private Reply answer(ServerRequest request, String requestId) {
    Method method = request.prologue().method();
    boolean reads = method.equals(Method.GET) || method.equals(Method.HEAD);
    Endpoint endpoint = reads ? get : others.get(method);
    if (endpoint == null) {
      return Reply.of(methodNotAllowed);
    }
    return callers.answer(
        Credentials.of(request),
        reads ? EndpointClass.READ_LIGHT : ofOthers,
        requestId,
        key -> endpoint.answer(key, request, requestId));
  }
}
