package dev.assetlookup.http;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The body of one request on its way in, piece by piece. For the thread of the socket. */
final class IncomingBody {
  private static final int PIECE = 16 * 1024;
  // Bytes a second, averaged over a body.
  private static final long MIN_PACE = 64;

  private final ClientSocket socket;
  private final ArrivedBytes arrived;
  private final ChunkLines chunks;
  private final long began = System.nanoTime();
  private boolean inChunks;
  // Bytes left of the body, or of the chunk that has begun.
  private long left;
  private long received;

  IncomingBody(ClientSocket socket, ArrivedBytes arrived, RequestHead head) {
    this.socket = socket;
    this.arrived = arrived;
    this.chunks = new ChunkLines(arrived, head.method());
    this.inChunks = head.framing().isChunked();
    this.left = inChunks ? 0 : head.framing().length();
  }

  /** Whether its end has not been read. */
  boolean hasMore() {
    return left > 0 || inChunks;
  }

  /** Whether so many bytes may suffice to read the rest; with chunks, nobody knows. */
  boolean mayEndWithin(long bytes) {
    return inChunks || left <= bytes;
  }

  /** The number of bytes that have not arrived yet, as far as known; with chunks it is not. */
  long toArrive() {
    return inChunks ? Long.MAX_VALUE : Math.max(0, left - arrived.size());
  }

  /** The number of bytes that were read, without the lines around chunks. */
  long received() {
    return received;
  }

  /** The next piece as Helidon reads it: plain bytes, or one chunk; null at the end. */
  byte @Nullable [] next() {
    boolean chunked = inChunks;
    byte[] piece = piece();
    if (!chunked) {
      return piece;
    }
    return piece == null ? Chunk.last() : Chunk.of(piece);
  }

  private byte @Nullable [] piece() {
    if (inChunks && left == 0) {
      left = chunks.readSize();
      inChunks = left > 0;
    }
    if (left == 0) {
      return null;
    }
    byte[] piece =
        arrived.isEmpty() ? fromSocket() : arrived.take((int) Math.min(left, arrived.size()));
    left -= piece.length;
    received += piece.length;
    checkPace();
    if (inChunks && left == 0) {
      chunks.readEnd();
    }
    return piece;
  }

  private byte[] fromSocket() {
    byte[] room = new byte[(int) Math.min(left, PIECE)];
    int length = socket.read(room, 0);
    if (length < 0) {
      throw new CloseConnectionException("the body was cut");
    }
    return length == room.length ? room : Arrays.copyOf(room, length);
  }

  /** Ends a body that comes too slowly: a byte now and then would hold a connection for days. */
  private void checkPace() {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    if (seconds > socket.limits().stalled().toSeconds() && received < seconds * MIN_PACE) {
      throw new CloseConnectionException("the body comes too slowly");
    }
  }
}
