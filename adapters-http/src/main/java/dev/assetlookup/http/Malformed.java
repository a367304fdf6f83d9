package dev.assetlookup.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways in which a request can be malformed, with the message of the 400. */
enum Malformed {
  LINE_END("A line of the request does not end in CR LF."),
  CUT("The request ends before its headers do."),
  REQUEST_LINE("The first line must be a method, a target and HTTP/1.1, with one space between."),
  METHOD("The method has a character that no method may have."),
  TARGET("The request target must begin with a slash."),
  TARGET_CHARACTER("The request target has a character that must be percent-encoded."),
  TARGET_ESCAPE("The request target has a % that two hexadecimal digits do not follow."),
  TARGET_FRAGMENT("The request target has a fragment (#), which is not sent to servers."),
  HEADER_NAME("A header line has no colon, or a character before it that no name may have."),
  HEADER_FOLDED("A header line begins with white space."),
  HEADER_VALUE("A header has a control character in its value."),
  NO_HOST("The Host header is missing or empty."),
  TWO_HOSTS("There is more than one Host header."),
  HOST("The Host header is not a host with an optional port."),
  LENGTH("There must be one Content-Length at most, of digits alone."),
  BOTH_FRAMINGS("Content-Length and Transfer-Encoding must not be combined."),
  TRANSFER_ENCODING("The last Transfer-Encoding must be chunked, and chunked must be there once."),
  CHUNK_SIZE("The size of a chunk is not a hexadecimal number."),
  CHUNK_END("A chunk does not end where its size says."),
  CHUNK_EXTENSIONS("The chunks have too long extensions."),
  TRAILER("A trailer is too long, or not a header line.");

  private static final Map<String, ApiError> ERRORS =
      Arrays.stream(values())
          .map(each -> ApiError.badRequest(each.message))
          .collect(Collectors.toUnmodifiableMap(ApiError::message, Function.identity()));

  private final String message;

  Malformed(String message) {
    this.message = message;
  }

  /** Refuses the request; {@code method} is empty if it is unknown. */
  RequestException asException(String method) {
    return refused(Status.BAD_REQUEST_400, method, message);
  }

  /** Refuses a request that is not malformed. */
  static RequestException refused(Status status, String method) {
    return refused(status, method, status.reasonPhrase());
  }

  private static RequestException refused(Status status, String method, String message) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .request(DirectTransportRequest.create("HTTP/1.1", method, ""))
        .setKeepAlive(false)
        .message(message)
        .build();
  }

  /** The error for one of these, or the general one for what Helidon found by itself. */
  static ApiError answer(@Nullable String message) {
    return message == null
        ? ApiError.BAD_REQUEST
        : ERRORS.getOrDefault(message, ApiError.BAD_REQUEST);
  }
}
