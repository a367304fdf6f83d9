package dev.assetlookup.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The socket of one client, with what the connection's thread does with it and since when, so that
 * another thread can end what takes too long.
 */
final class ClientSocket {
  private static final int MOST_AT_ONCE = 64 * 1024;

  private static final Duration LINGER = Duration.ofSeconds(5);

  private final SocketChannel channel;
  private final ServerLimits limits;
  private volatile ConnectionPhase phase = ConnectionPhase.WAITING;
  private volatile long since = System.nanoTime();
  private volatile boolean served;
  private boolean inputEnded;

  ClientSocket(SocketChannel channel, ServerLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  ServerLimits limits() {
    return limits;
  }

  void enter(ConnectionPhase entered) {
    if (phase != entered) {
      since = System.nanoTime();
      phase = entered;
    }
  }

  ConnectionPhase phase() {
    return phase;
  }

  /** The time since the phase began or, if later, since the client sent or took something. */
  Duration age(long now) {
    return Duration.ofNanos(Math.max(0, now - since));
  }

  /** Whether there was a request on this connection. */
  boolean hasServed() {
    return served;
  }

  boolean isOverdue(long now) {
    Duration longest =
        switch (phase) {
          case WAITING -> limits.idle();
          case HEAD -> limits.headers();
          case BODY, WRITING -> limits.stalled();
          case DISCARDING -> LINGER;
          case WORKING -> null;
        };
    return longest != null && age(now).compareTo(longest) > 0;
  }

  /** Whether bytes have arrived that the thread has not read yet. */
  boolean hasInput() {
    try {
      return channel.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      // Closed already.
      return false;
    }
  }

  /**
   * Ends a wait for a request of which no byte has arrived. One that arrives at this moment is
   * still read.
   */
  void endWait() {
    try {
      if (phase == ConnectionPhase.WAITING && !hasInput()) {
        channel.shutdownInput();
      }
    } catch (IOException e) {
      // Closed already.
    }
  }

  /** Reads into the buffer; returns the number of bytes, -1 at the end of the stream. */
  int read(byte[] bytes, int offset) {
    try {
      int length = channel.read(ByteBuffer.wrap(bytes, offset, bytes.length - offset));
      inputEnded |= length < 0;
      served |= length > 0;
      if (phase == ConnectionPhase.BODY || phase == ConnectionPhase.DISCARDING) {
        since = System.nanoTime();
      }
      return length;
    } catch (IOException e) {
      inputEnded = true;
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  void write(byte[] bytes) {
    write(ByteBuffer.wrap(bytes));
  }

  /** Writes what is left in a buffer. */
  void write(ByteBuffer buffer) {
    enter(ConnectionPhase.WRITING);
    int end = buffer.limit();
    try {
      while (buffer.position() < end) {
        buffer.limit(Math.min(end, buffer.position() + MOST_AT_ONCE));
        channel.write(buffer);
        since = System.nanoTime();
      }
    } catch (IOException e) {
      inputEnded = true;
      throw new UncheckedIOException(e);
    }
    enter(ConnectionPhase.WORKING);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes the socket, whatever the thread is doing with it. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // There is nothing left to close.
    }
  }

  /** Whether the client can send no more. */
  boolean isInputEnded() {
    return inputEnded;
  }

  /** Ends the stream to the client. */
  void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  PeerInfo remotePeer() {
    try {
      return new Peer(channel.getRemoteAddress());
    } catch (IOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  PeerInfo localPeer() {
    try {
      return new Peer(channel.getLocalAddress());
    } catch (IOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }
}
