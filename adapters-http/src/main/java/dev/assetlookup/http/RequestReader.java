package dev.assetlookup.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ClientConnection connection;
  private final ClientSocket socket;
  private final ArrivedBytes arrived;

  private @Nullable RequestHead head;
  private @Nullable IncomingBody body;
  private boolean awaitsContinue;
  private boolean answered;
  private boolean last;
  private long skipped;

  RequestReader(ClientConnection connection, ClientSocket socket) {
    this.connection = connection;
    this.socket = socket;
    this.arrived = new ArrivedBytes(socket);
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
    return body == null ? 0 : body.toArrive();
  }

  /** Whether the rest of the body is on its way and cheap to read, or nothing is left. */
  private boolean isSkippable() {
    return body == null
        || !body.hasMore()
        || (!awaitsContinue && skipped <= MAX_SKIPPED && body.mayEndWithin(MAX_SKIPPED));
  }

  private boolean hasBodyLeft() {
    return body != null && body.hasMore();
  }

  /** Answers plain lookups, until there is a request for Helidon. */
  private byte @Nullable [] nextRequest() {
    if (head != null && (isLast() || !skipBody())) {
      return null;
    }
    RequestHead read = nextHead();
    while (read != null && isAnswered(read)) {
      read = last ? null : nextHead();
    }
    return read == null ? null : begin(read);
  }

  private boolean isAnswered(RequestHead read) {
    HotAnswer answer = connection.answer(read);
    if (answer == null) {
      return false;
    }
    // Asked now: the server may have been stopped while the answer was worked out.
    last = connection.isStopping();
    try {
      socket.write(answer.bytes(last));
      return true;
    } catch (UncheckedIOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  private @Nullable RequestHead nextHead() {
    head = null;
    body = null;
    answered = false;
    skipped = 0;
    if (arrived.isEmpty()) {
      arrived.shrink();
      if (!connection.waitForRequest()) {
        return null;
      }
    }
    byte[] bytes = new HeadReader(socket, arrived).read();
    if (bytes == null) {
      return null;
    }
    RequestHead read = RequestHead.parse(bytes);
    socket.enter(ConnectionPhase.WORKING);
    return read;
  }

  private byte[] begin(RequestHead read) {
    head = read;
    body = new IncomingBody(socket, arrived, read);
    awaitsContinue = read.expectsContinue() && hasBodyLeft();
    return read.forHelidon();
  }

  /** Skips the rest of the body; false if it is too long. */
  private boolean skipBody() {
    while (body != null && body.hasMore()) {
      if (!isSkippable()) {
        return false;
      }
      skip(body);
    }
    return true;
  }

  /** The next piece of the body for Helidon. */
  private byte @Nullable [] nextPiece() {
    if (body == null) {
      throw new CloseConnectionException("the head is over");
    }
    if (answered) {
      // Helidon skips what a route has not read.
      return skip(body);
    }
    if (awaitsContinue) {
      awaitsContinue = false;
      if (arrived.isEmpty()) {
        socket.write(CONTINUE);
      }
    }
    socket.enter(ConnectionPhase.BODY);
    byte[] piece = body.next();
    socket.enter(ConnectionPhase.WORKING);
    return piece;
  }

  /** Reads a piece of an unwanted body. */
  private byte @Nullable [] skip(IncomingBody unwanted) {
    if (!isSkippable()) {
      throw new CloseConnectionException("a body was not read to its end");
    }
    socket.enter(ConnectionPhase.DISCARDING);
    long before = unwanted.received();
    try {
      return unwanted.next();
    } catch (RequestException e) {
      throw new CloseConnectionException("a body that was not wanted is malformed", e);
    } finally {
      skipped += unwanted.received() - before;
    }
  }
}
