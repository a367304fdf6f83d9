package dev.assetlookup.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Adds the envelope to what Helidon refuses by itself: malformed requests before routing, and
 * exceptions in routes that are not ours. Echoes nothing that the client sent.
 */
final class RefusalHandler implements DirectHandler {
  private final FailureLog failures =
      new FailureLog(System.getLogger(RefusalHandler.class.getName()), InstantSource.system());

  /** Helidon's set of handlers, with this one for every event. */
  static DirectHandlers forAllEvents() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    DirectHandler handler = new RefusalHandler();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      Throwable thrown) {
    String requestId = RequestIds.next();
    if (status.code() >= 500) {
      // Helidon logs the stack trace, but without a request id.
      failures.failed(requestId, thrown);
    }
    return respond(request, status, headers, thrown.getMessage(), requestId);
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    return respond(request, status, headers, message, RequestIds.next());
  }

  private static TransportResponse respond(
      TransportRequest request,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message,
      String requestId) {
    if (status.code() < Status.BAD_REQUEST_400.code()) {
      // An exception may also mean a 304 or a redirect, as in Helidon's static content.
      headers.set(Responses.requestId(requestId));
      headers.set(Responses.NOSNIFF);
      return TransportResponse.builder().status(status).headers(headers).build();
    }
    ApiError error = errorFor(status, message);
    byte[] envelope = error.envelope(requestId);
    Responses.setErrorHeaders(headers, error, requestId);
    TransportResponse.Builder response =
        TransportResponse.builder().status(status).headers(headers);
    if (request.method().equals(Method.HEAD_NAME)) {
      headers.contentLength(envelope.length);
    } else {
      response.entity(envelope);
    }
    return response.build();
  }

  private static ApiError errorFor(Status status, @Nullable String message) {
    return switch (status.code()) {
      case 400 -> Malformed.answer(message);
      case 403 -> ApiError.FORBIDDEN;
      case 404 -> ApiError.ROUTE_NOT_FOUND;
      case 413 -> ApiError.PAYLOAD_TOO_LARGE;
      case 414 -> ApiError.URI_TOO_LONG;
      case 431 -> ApiError.HEADERS_TOO_LARGE;
      case 415 -> ApiError.UNSUPPORTED_MEDIA_TYPE;
      case 501 -> ApiError.NOT_IMPLEMENTED;
      case 505 -> ApiError.HTTP_VERSION_NOT_SUPPORTED;
      default -> status.code() < 500 ? ApiError.BAD_REQUEST : ApiError.INTERNAL;
    };
  }
}
