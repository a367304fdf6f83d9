package dev.assetlookup.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.json.internal.StrictJson;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request's body, or why there is none. */
sealed interface RequestBody {
  /** The object that was read. */
  record Json(ObjectNode object) implements RequestBody {}

  /** The body is missing, too large or not such an object; the error to answer. */
  record Refused(ApiError error) implements RequestBody {}

  /**
   * Reads at most so many bytes; a body that states a greater length is not read at all. One
   * without a length gets little room until it turns out to be longer.
   *
   * @throws CloseConnectionException if the client broke off, so that nobody waits for an answer
   */
  static RequestBody read(ServerRequest request, int maxBytes, BodyShare room) {
    ServerRequestHeaders headers = request.headers();
    if (!BodyFormat.isJson(headers)) {
      return new Refused(ApiError.UNSUPPORTED_MEDIA_TYPE);
    }
    if (headers.contentLength().orElse(0) > maxBytes) {
      return new Refused(ApiError.PAYLOAD_TOO_LARGE);
    }
    byte[] text;
    try {
      text = readUpTo(maxBytes, request, room);
    } catch (RequestException e) {
      return new Refused(
          e.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413)
              ? ApiError.PAYLOAD_TOO_LARGE
              : Malformed.answer(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the client did not send all of its body", e);
    }
    if (text == null) {
      return new Refused(ApiError.OVERLOADED);
    }
    return text.length > maxBytes ? new Refused(ApiError.PAYLOAD_TOO_LARGE) : parse(text);
  }

  /** At most one byte more than so many; null if there is no room for them. */
  private static byte @Nullable [] readUpTo(int maxBytes, ServerRequest request, BodyShare room)
      throws IOException {
    long stated = request.headers().contentLength().orElse(Bodies.SMALL_BYTES);
    int first = (int) Math.min(stated, maxBytes);
    if (!room.take(first)) {
      return null;
    }
    InputStream in = request.content().inputStream();
    byte[] text = in.readNBytes(first + 1);
    if (text.length <= first || first == maxBytes) {
      return text;
    }
    if (!room.take(maxBytes)) {
      return null;
    }
    byte[] more = in.readNBytes(maxBytes - first);
    byte[] all = Arrays.copyOf(text, text.length + more.length);
    System.arraycopy(more, 0, all, text.length, more.length);
    return all;
  }

  private static RequestBody parse(byte[] text) {
    return switch (StrictJson.read(text)) {
      case StrictJson.Result.Valid valid -> new Json(valid.object());
      case StrictJson.Result.Invalid invalid ->
          new Refused(ApiError.validation(List.of(Invalid.body("", invalid.reason()))));
    };
  }
}
