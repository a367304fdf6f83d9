package dev.assetlookup.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;

/** Writes answers, with the headers that all of them have. */
final class Responses {
  static final Header NOSNIFF =
      HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");

  private static final HeaderName X_REQUEST_ID = HeaderNames.create("X-Request-Id");
  static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
  static final Header REVALIDATE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");
  static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

  private Responses() {}

  static Header requestId(String requestId) {
    return HeaderValues.create(X_REQUEST_ID, requestId);
  }

  /**
   * Sends an answer, and ends the connection where Helidon would take the rest of the body for the
   * next request.
   *
   * @throws CloseConnectionException once it is sent
   */
  static void send(
      ServerRequest request, ServerResponse response, String requestId, Answer answer) {
    boolean last = leavesBodyBehind(request, answer);
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    try {
      write(request, response, requestId, answer);
    } finally {
      if (answer instanceof Answer.Held held) {
        held.share().close();
      }
    }
    if (last) {
      throw new CloseConnectionException("a body was not read to its end");
    }
  }

  private static boolean leavesBodyBehind(ServerRequest request, Answer answer) {
    ServerRequestHeaders headers = request.headers();
    boolean chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
    long length = headers.contentLength().orElse(0);
    if ((!chunked && length == 0) || request.content().consumed()) {
      return false;
    }
    // Helidon 4.5.0 reads no body after Expect: 100-continue or Connection: close, and goes on with
    // what comes (Http1ServerRequestWithEntity.reset, helidon issue 12324). Any spelling counts. A
    // body that could not be read has no known end, and a large one is not worth reading.
    return headers.contains(HeaderNames.EXPECT)
        || mentionsClose(headers)
        || length > RequestReader.MAX_SKIPPED
        || (answer instanceof ApiError error && error.endsConnection());
  }

  private static boolean mentionsClose(ServerRequestHeaders headers) {
    return headers.contains(HeaderNames.CONNECTION)
        && headers.get(HeaderNames.CONNECTION).allValues().stream()
            .anyMatch(options -> options.toLowerCase(Locale.ROOT).contains("close"));
  }

  private static void write(
      ServerRequest request, ServerResponse response, String requestId, Answer answer) {
    switch (answer) {
      case Answer.Content content -> writeContent(request, response, requestId, content);
      case Answer.Stored stored -> {
        response.status(stored.status());
        setHeaders(response.headers(), requestId, REVALIDATE);
        response.header(HeaderValues.create(HeaderNames.ETAG, EntityTag.of(stored.body())));
        response.header(JSON);
        sendBody(request, response, stored.body());
      }
      case Answer.QueryResult result -> {
        setHeaders(response.headers(), requestId, NO_STORE);
        response.header(JSON);
        sendBody(request, response, result.body());
      }
      case Answer.Secret secret -> {
        response.status(secret.status());
        setHeaders(response.headers(), requestId, NO_STORE);
        response.header(JSON);
        sendBody(request, response, secret.body());
      }
      case Answer.Done done -> {
        response.status(Status.NO_CONTENT_204);
        setHeaders(response.headers(), requestId, NO_STORE);
        response.send();
      }
      case Answer.Held held -> write(request, response, requestId, held.answer());
      case ApiError error -> {
        response.status(error.status());
        setErrorHeaders(response.headers(), error, requestId);
        sendBody(request, response, error.envelope(requestId));
      }
    }
  }

  private static void writeContent(
      ServerRequest request, ServerResponse response, String requestId, Answer.Content content) {
    ServerResponseHeaders headers = response.headers();
    setHeaders(headers, requestId, REVALIDATE);
    headers.set(HeaderValues.create(HeaderNames.ETAG, content.tag()));
    if (EntityTag.isKnown(request.headers(), content.tag())) {
      response.status(Status.NOT_MODIFIED_304);
      response.send();
      return;
    }
    headers.set(JSON);
    sendBody(request, response, content.body());
  }

  private static void setHeaders(ServerResponseHeaders headers, String requestId, Header caching) {
    headers.set(requestId(requestId));
    headers.set(NOSNIFF);
    headers.set(caching);
  }

  static void setErrorHeaders(ServerResponseHeaders headers, ApiError error, String requestId) {
    setHeaders(headers, requestId, NO_STORE);
    headers.set(JSON);
    Header header = error.header();
    if (header != null) {
      headers.set(header);
    }
  }

  private static void sendBody(ServerRequest request, ServerResponse response, byte[] body) {
    if (request.prologue().method().equals(Method.HEAD)) {
      // The length of the GET; Helidon keeps a length that is set and adds no bytes of its own.
      response.headers().contentLength(body.length);
      response.send();
    } else {
      response.send(body);
    }
  }
}
