package dev.assetlookup.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * One client's connection, served by a thread of its own. The {@link Listener} sees what it waits
 * for and since when, and closes it when that takes too long. The thread is never interrupted,
 * because a store may be working on it.
 */
final class ClientConnection implements ConnectionContext, Runnable {
  private static final Logger LOG = System.getLogger(ClientConnection.class.getName());
  private static final int MOST_AT_ONCE = 64 * 1024;
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(30);
  private static final long MAX_LINGERING = 32L * 1024 * 1024;

  /** What the thread is doing. */
  enum Phase {
    /** Waits for the first byte of a request. */
    WAITING,
    /** Reads the line and the headers of a request. */
    HEAD,
    /** Reads a body that a route wants. */
    BODY,
    /** Works out an answer, without waiting for the client. */
    WORKING,
    /** Writes an answer. */
    WRITING,
    /** Reads and drops what is left, so that the client sees the answer. */
    DISCARDING
  }

  private final SocketChannel channel;
  private final Listener listener;
  private final Http1Connection http;
  private final RequestReader requests;
  private final DataReader reader;
  private final DataWriter writer;
  private volatile Phase phase = Phase.WAITING;
  private volatile long since = System.nanoTime();
  private volatile boolean served;
  private boolean inputEnded;

  ClientConnection(SocketChannel channel, Listener listener, Http1ConnectionSelector http1) {
    this.channel = channel;
    this.listener = listener;
    this.requests = new RequestReader(this);
    this.reader = DataReader.create(requests);
    this.writer = new AnswerWriter(this, requests);
    this.http = (Http1Connection) http1.connection(this);
  }

  /** Serves requests until one side ends the connection. */
  private void serve() {
    try {
      http.handle(listener.limit());
    } catch (CloseConnectionException e) {
      // The usual end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      serve();
      linger();
    } catch (UncheckedIOException e) {
      // The client is gone.
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a connection ended unexpectedly", e);
    } finally {
      close();
      listener.ended(this);
    }
  }

  /**
   * Ends the stream, and reads on for a while: to close a socket with input unread resets it, and
   * the client may lose the answer (RFC 9112, 9.6).
   */
  private void linger() {
    if (inputEnded || !channel.isOpen()) {
      return;
    }
    enter(Phase.DISCARDING);
    try {
      // A client that sends everything before it reads takes the end of the stream for a failure.
      boolean ended = !requests.isBodyComing();
      if (ended) {
        channel.shutdownOutput();
      }
      long begun = System.nanoTime();
      long discarded = 0;
      byte[] bytes = new byte[requests.isBodyComing() ? 16 * 1024 : 512];
      int length = 0;
      while (length >= 0
          && discarded < MAX_LINGERING
          && System.nanoTime() - begun < LONGEST_LINGER.toNanos()) {
        length = read(bytes, 0);
        discarded += Math.max(0, length);
        if (!ended && discarded >= requests.left()) {
          channel.shutdownOutput();
          ended = true;
        }
      }
    } catch (IOException | CloseConnectionException e) {
      // Closed by the client or, when it took too long, by the listener.
    }
  }

  void enter(Phase entered) {
    if (phase != entered) {
      since = System.nanoTime();
      phase = entered;
    }
  }

  Phase phase() {
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
    ServerLimits limits = limits();
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

  ServerLimits limits() {
    return listener.limits();
  }

  /** Reports a request that is not valid HTTP, for the log. */
  void refused(RequestException reason) {
    listener.refused(reason.getMessage());
  }

  boolean isStopping() {
    return listener.isStopping();
  }

  /** Whether Helidon is about to read a request line, with nothing left of the previous request. */
  boolean isBetweenRequests() {
    return http.canInterrupt();
  }

  /** Called before the thread waits for a request; false if no more are accepted. */
  boolean waitForRequest() {
    enter(Phase.WAITING);
    return !isStopping();
  }

  /**
   * Ends a wait for a request of which no byte has arrived. One that arrives at this moment is
   * still read.
   */
  void endWait() {
    try {
      if (phase == Phase.WAITING && channel.socket().getInputStream().available() == 0) {
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
      if (phase == Phase.BODY || phase == Phase.DISCARDING) {
        since = System.nanoTime();
      }
      return length;
    } catch (IOException e) {
      inputEnded = true;
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  void write(byte[] bytes) {
    enter(Phase.WRITING);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.position() < bytes.length) {
        buffer.limit(Math.min(bytes.length, buffer.position() + MOST_AT_ONCE));
        channel.write(buffer);
        since = System.nanoTime();
      }
    } catch (IOException e) {
      inputEnded = true;
      throw new UncheckedIOException(e);
    }
    enter(Phase.WORKING);
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

  @Override
  public ListenerContext listenerContext() {
    return listener.context();
  }

  @Override
  public ExecutorService executor() {
    return listener.context().executor();
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public Router router() {
    return listener.router();
  }

  @Override
  public PeerInfo remotePeer() {
    try {
      return new Peer(channel.getRemoteAddress());
    } catch (IOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  @Override
  public PeerInfo localPeer() {
    try {
      return new Peer(channel.getLocalAddress());
    } catch (IOException e) {
      throw new CloseConnectionException("the client is gone", e);
    }
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return "http";
  }

  @Override
  public String childSocketId() {
    return Integer.toHexString(System.identityHashCode(channel));
  }

  private record Peer(SocketAddress address) implements PeerInfo {
    @Override
    public String host() {
      return address instanceof InetSocketAddress inet ? inet.getHostString() : "";
    }

    @Override
    public int port() {
      return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
      return Optional.empty();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
      return Optional.empty();
    }
  }
}
