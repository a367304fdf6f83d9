package dev.assetlookup.http;

import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of the {@link HotRoute} and how it is written. */
final class HotAnswer {
  private static final byte[] FOUND = head(Status.OK_200, Responses.REVALIDATE, Responses.JSON);
  private static final byte[] KNOWN = head(Status.NOT_MODIFIED_304, Responses.REVALIDATE);
  private static final byte[] CLOSE = ascii(line(HeaderValues.CONNECTION_CLOSE));
  private static final byte[] DATE = ascii("Date: ");
  private static final byte[] REQUEST_ID = ascii("X-Request-Id: ");
  private static final byte[] TAG = ascii("\r\nETag: ");
  private static final byte[] LENGTH = ascii("\r\nContent-Length: ");
  private static final byte[] END = ascii("\r\n\r\n");
  // More than all but the beginning and the body.
  private static final int REST = 256;

  private final Answer answer;
  private final @Nullable Permit permit;
  private final LookupHeaders request;
  private final String requestId;
  private final byte[] keepAlive;

  /**
   * Takes an answer.
   *
   * @param reply with a content, or an error
   * @param request the headers that it answers
   * @param requestId of this answer
   * @param keepAlive as of {@link #keepAlive}
   */
  HotAnswer(Reply reply, LookupHeaders request, String requestId, byte[] keepAlive) {
    this.answer = reply.answer();
    this.permit = reply.permit();
    this.request = request;
    this.requestId = requestId;
    this.keepAlive = keepAlive;
  }

  /** The headers that say how long a connection may wait for its next request. */
  static byte[] keepAlive(Duration idle) {
    return ascii(
        line(HeaderValues.CONNECTION_KEEP_ALIVE)
            + ("Keep-Alive: timeout=" + idle.toSeconds() + "\r\n"));
  }

  /** All that is sent; {@code isLast} if the connection ends after it. */
  ByteBuffer bytes(boolean isLast) {
    return switch (answer) {
      case Answer.Content content when request.isKnown(content.tag()) ->
          begin(KNOWN, isLast, 0).put(TAG).put(ascii(content.tag())).put(END).flip();
      case Answer.Content content -> {
        byte[] body = content.body();
        ByteBuffer bytes = begin(FOUND, isLast, body.length);
        yield end(bytes.put(TAG).put(ascii(content.tag())), body);
      }
      case ApiError error -> {
        byte[] body = error.envelope(requestId);
        yield end(begin(head(error), isLast, body.length), body);
      }
      default -> throw new IllegalStateException("not an answer to a lookup");
    };
  }

  private ByteBuffer begin(byte[] head, boolean isLast, int bodyLength) {
    int ofLimits = permit == null ? 0 : permit.headers().length();
    ByteBuffer bytes =
        ByteBuffer.allocate(head.length + ofLimits + REST + bodyLength)
            .put(head)
            .put(isLast ? CLOSE : keepAlive);
    if (permit != null) {
      permit.headers().write(permit, bytes);
    }
    return bytes.put(DATE).put(DateTime.http1Bytes()).put(REQUEST_ID).put(ascii(requestId));
  }

  private static ByteBuffer end(ByteBuffer bytes, byte[] body) {
    return bytes.put(LENGTH).put(ascii(Integer.toString(body.length))).put(END).put(body).flip();
  }

  private static byte[] head(ApiError error) {
    Header special = error.header();
    return special == null
        ? head(error.status(), Responses.NO_STORE, Responses.JSON)
        : head(error.status(), Responses.NO_STORE, Responses.JSON, special);
  }

  /** The status line and the headers that do not change. */
  private static byte[] head(Status status, Header... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(status.code()).append(' ').append(status.reasonPhrase()).append("\r\n");
    head.append(line(Responses.NOSNIFF));
    for (Header header : headers) {
      head.append(line(header));
    }
    return ascii(head.toString());
  }

  private static String line(Header header) {
    return header.name() + ": " + header.get() + "\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
