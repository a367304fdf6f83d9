package dev.assetlookup.http;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket and Helidon's reader of HTTP/1.1, and is the one place that knows where
 * a request ends. Helidon 4.5.0 takes a body that no route has read for the next request: after
 * {@code Expect: 100-continue} (Http1ServerRequestWithEntity.reset) and after {@code Connection:
 * close} (helidon issue 12324, which also leaves the connection open). So Helidon gets the head
 * alone, and then pieces of the body as it asks for them, each of which it uses up. When it asks
 * for the next request, the rest of the body is skipped within bounds, or the connection ends.
 *
 * <p>Used by the thread of the connection.
 */
final class RequestReader implements Supplier<byte @Nullable []> {
  /** At most so much of an unwanted body is read to keep the connection. */
  static final long MAX_SKIPPED = 1024 * 1024;

  private static final int IDLE_BUFFER = 1024;
  // Bytes a second, averaged over a body.
  private static final long MIN_PACE = 64;
  private static final int PIECE = 16 * 1024;
  private static final int MAX_CHUNK_DIGITS = 7;
  private static final int MAX_CHUNK_LINE = 4 * 1024;
  // Without this limit a client could send bytes for ever that do not count as body.
  private static final int MAX_CHUNK_LINES = 1024 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CR_LF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ClientConnection connection;

  private byte[] buffer = new byte[IDLE_BUFFER];
  private int start;
  private int end;

  private @Nullable RequestHead head;
  // Bytes left of the body, or of the chunk that has begun.
  private long left;
  private boolean inChunks;
  private long chunkLines;
  private boolean awaitsContinue;
  private long bodyBegan;
  private long received;
  private boolean answered;
  private boolean last;
  private long skipped;

  RequestReader(ClientConnection connection) {
    this.connection = connection;
  }

  /** Called by Helidon when it needs more bytes. Null is the end. */
  @Override
  public byte @Nullable [] get() {
    try {
      return connection.isBetweenRequests() ? nextRequest() : nextPiece();
    } catch (RequestException e) {
      last = true;
      connection.refused(e);
      throw e;
    }
  }

  /** Whether the connection has to end after the answer to the last request that was read. */
  boolean isLast() {
    return last || (head != null && (head.isLast() || !isSkippable()));
  }

  boolean isHead() {
    return head != null && head.method().equals("HEAD");
  }

  /** Called when an answer is about to be written; {@code isLast} if it closes the connection. */
  void answering(boolean isLast) {
    answered = true;
    last |= isLast;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Whether there is a body that nobody has read. */
  boolean isBodyComing() {
    return hasBodyLeft() && !awaitsContinue;
  }

  /** The number of bytes of it that are still to come, as far as known; with chunks it is not. */
  long left() {
    return inChunks ? Long.MAX_VALUE : Math.max(0, left - (end - start));
  }

  /** Whether bytes of another request have arrived already. */
  boolean hasMore() {
    return start < end;
  }

  /** Whether the rest of the body is on its way and cheap to read, or nothing is left. */
  private boolean isSkippable() {
    return !hasBodyLeft()
        || (!awaitsContinue && skipped <= MAX_SKIPPED && (inChunks || left <= MAX_SKIPPED));
  }

  private boolean hasBodyLeft() {
    return left > 0 || inChunks;
  }

  private byte @Nullable [] nextRequest() {
    if (head != null && (isLast() || !skipBody())) {
      return null;
    }
    head = null;
    answered = false;
    skipped = 0;
    if (!hasMore()) {
      shrink();
      if (!connection.waitForRequest()) {
        return null;
      }
    }
    int length = readHead();
    if (length == 0) {
      return null;
    }
    RequestHead read = RequestHead.parse(buffer, start, start + length);
    head = read;
    byte[] bytes = read.forHelidon(start);
    start += length;
    inChunks = read.isChunked();
    left = inChunks ? 0 : read.length();
    chunkLines = 0;
    bodyBegan = System.nanoTime();
    received = 0;
    awaitsContinue = read.expectsContinue() && hasBodyLeft();
    connection.enter(ClientConnection.Phase.WORKING);
    return bytes;
  }

  /** Skips the rest of the body; false if it is too long. */
  private boolean skipBody() {
    while (hasBodyLeft()) {
      if (!isSkippable()) {
        return false;
      }
      skipped();
    }
    return true;
  }

  /** The next piece of the body for Helidon: plain bytes, or one chunk. */
  private byte @Nullable [] nextPiece() {
    if (head == null) {
      throw new CloseConnectionException("the head is over");
    }
    if (answered) {
      // Helidon skips what a route has not read.
      return skipped();
    }
    if (awaitsContinue) {
      awaitsContinue = false;
      if (!hasMore()) {
        connection.write(CONTINUE);
      }
    }
    connection.enter(ClientConnection.Phase.BODY);
    boolean chunked = inChunks;
    byte[] piece = piece();
    connection.enter(ClientConnection.Phase.WORKING);
    return framed(chunked, piece);
  }

  /** Reads a piece of an unwanted body. */
  private byte @Nullable [] skipped() {
    if (!isSkippable()) {
      throw new CloseConnectionException("a body was not read to its end");
    }
    connection.enter(ClientConnection.Phase.DISCARDING);
    boolean chunked = inChunks;
    byte[] piece;
    try {
      piece = piece();
    } catch (RequestException e) {
      throw new CloseConnectionException("a body that was not wanted is malformed", e);
    }
    skipped += piece == null ? 0 : piece.length;
    return framed(chunked, piece);
  }

  private static byte @Nullable [] framed(boolean chunked, byte @Nullable [] piece) {
    if (!chunked) {
      return piece;
    }
    return piece == null ? LAST_CHUNK : chunk(piece);
  }

  private static byte[] chunk(byte[] data) {
    byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = Arrays.copyOf(size, size.length + data.length + CR_LF.length);
    System.arraycopy(data, 0, chunk, size.length, data.length);
    System.arraycopy(CR_LF, 0, chunk, size.length + data.length, CR_LF.length);
    return chunk;
  }

  /** The next bytes of the body, null at its end. */
  private byte @Nullable [] piece() {
    if (inChunks && left == 0 && !nextChunk()) {
      return null;
    }
    if (left == 0) {
      return null;
    }
    byte[] piece;
    if (hasMore()) {
      int length = (int) Math.min(left, end - start);
      piece = Arrays.copyOfRange(buffer, start, start + length);
      start += length;
    } else {
      byte[] room = new byte[(int) Math.min(left, PIECE)];
      int length = connection.read(room, 0);
      if (length < 0) {
        throw new CloseConnectionException("the body was cut");
      }
      piece = length == room.length ? room : Arrays.copyOf(room, length);
    }
    left -= piece.length;
    received += piece.length;
    checkPace();
    if (inChunks && left == 0) {
      int lineEnd = chunkLine();
      if (lineEnd != start) {
        throw Malformed.CHUNK_END.asException(method());
      }
      start = lineEnd + 2;
    }
    return piece;
  }

  /** Ends a body that comes too slowly: a byte now and then would hold a connection for days. */
  private void checkPace() {
    long seconds = Duration.ofNanos(System.nanoTime() - bodyBegan).toSeconds();
    if (seconds > connection.limits().stalled().toSeconds() && received < seconds * MIN_PACE) {
      throw new CloseConnectionException("the body comes too slowly");
    }
  }

  /** Reads the line before a chunk; false after the last one, when the trailers have been read. */
  private boolean nextChunk() {
    int lineEnd = chunkLine();
    int digits = start;
    long size = 0;
    while (digits < lineEnd && Character.digit(buffer[digits], 16) >= 0) {
      if (digits - start >= MAX_CHUNK_DIGITS && size > 0) {
        throw RequestHead.refused(Status.REQUEST_ENTITY_TOO_LARGE_413, method());
      }
      size = size * 16 + Character.digit(buffer[digits], 16);
      digits++;
    }
    int extension = digits;
    while (extension < lineEnd && (buffer[extension] == ' ' || buffer[extension] == '\t')) {
      extension++;
    }
    if (digits == start || (extension < lineEnd && buffer[extension] != ';')) {
      throw Malformed.CHUNK_SIZE.asException(method());
    }
    start = lineEnd + 2;
    left = size;
    if (size > 0) {
      return true;
    }
    // RFC 9112, 7.1.2: trailers may be ignored.
    for (int trailer = chunkLine(); trailer > start; trailer = chunkLine()) {
      RequestHead.checkHeader(buffer, start, trailer, method());
      start = trailer + 2;
    }
    start += 2;
    inChunks = false;
    return false;
  }

  /** Reads until the line that begins at {@code start} is complete; returns its end. */
  private int chunkLine() {
    int at = start;
    while (true) {
      for (; at < end; at++) {
        if (buffer[at] == '\n') {
          throw Malformed.LINE_END.asException(method());
        }
        if (buffer[at] == '\r') {
          break;
        }
        if (at - start > MAX_CHUNK_LINE) {
          throw Malformed.CHUNK_EXTENSIONS.asException(method());
        }
      }
      if (at + 1 < end) {
        if (buffer[at + 1] != '\n') {
          throw Malformed.LINE_END.asException(method());
        }
        chunkLines += at - start;
        if (chunkLines > MAX_CHUNK_LINES) {
          throw Malformed.CHUNK_EXTENSIONS.asException(method());
        }
        return at;
      }
      int scanned = at - start;
      if (!fill()) {
        throw new CloseConnectionException("the body was cut");
      }
      at = start + scanned;
    }
  }

  /** Reads until a head is complete; returns its length, 0 if there is no further request. */
  private int readHead() {
    int line = -1;
    int lineStart = 0;
    int at = 0;
    boolean begun = false;
    while (true) {
      while (start + at < end) {
        if (!begun && isLineEnd()) {
          // RFC 9112, 2.2: empty lines before a request are ignored.
          start += 2;
          continue;
        }
        if (!begun && buffer[start] == '\r' && start + 1 == end) {
          break;
        }
        begun = true;
        byte b = buffer[start + at];
        if (b == '\n' && (at == 0 || buffer[start + at - 1] != '\r')) {
          throw refused(Malformed.LINE_END);
        }
        if (b != '\n' && at > 0 && buffer[start + at - 1] == '\r') {
          throw refused(Malformed.LINE_END);
        }
        at++;
        if (b == '\n') {
          boolean empty = at - lineStart == 2;
          if (line >= 0 && empty) {
            return at;
          }
          line = line < 0 ? at : line;
          lineStart = at;
        }
        checkSize(line, at);
      }
      connection.enter(begun ? ClientConnection.Phase.HEAD : ClientConnection.Phase.WAITING);
      if (!fill()) {
        if (begun) {
          throw refused(Malformed.CUT);
        }
        return 0;
      }
    }
  }

  private boolean isLineEnd() {
    return start + 1 < end && buffer[start] == '\r' && buffer[start + 1] == '\n';
  }

  private void checkSize(int line, int at) {
    if (line < 0 && at > RequestHead.MAX_LINE) {
      throw RequestHead.refused(
          Status.REQUEST_URI_TOO_LONG_414, RequestHead.methodAt(buffer, start, end));
    }
    if (line >= 0 && at - line > RequestHead.MAX_HEADERS) {
      throw RequestHead.refused(
          ApiError.HEADERS_TOO_LARGE_431, RequestHead.methodAt(buffer, start, end));
    }
  }

  private RequestException refused(Malformed reason) {
    return reason.asException(RequestHead.methodAt(buffer, start, end));
  }

  private String method() {
    return head == null ? "" : head.method();
  }

  /** Reads more bytes into the buffer; false at the end of the stream. */
  private boolean fill() {
    if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int length = connection.read(buffer, end);
    if (length < 0) {
      return false;
    }
    end += length;
    return true;
  }

  /** Shrinks the buffer after a large request, because there are many idle connections. */
  private void shrink() {
    start = 0;
    end = 0;
    if (buffer.length > IDLE_BUFFER) {
      buffer = new byte[IDLE_BUFFER];
    }
  }
}
