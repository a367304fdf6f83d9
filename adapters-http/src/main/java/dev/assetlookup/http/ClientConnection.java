package dev.assetlookup.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, served by a thread of its own. The {@link Listener} sees what it waits
 * for and since when, and closes it when that takes too long. The thread is never interrupted,
 * because a store may be working on it.
 */
final class ClientConnection implements Runnable {
  private static final Logger LOG = System.getLogger(ClientConnection.class.getName());
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(30);
  private static final long MAX_LINGERING = 32L * 1024 * 1024;

  private final ClientSocket socket;
  private final Listener listener;
  private final Http1Connection http;
  private final RequestReader requests;

  ClientConnection(ClientSocket socket, Listener listener, Http1ConnectionSelector http1) {
    this.socket = socket;
    this.listener = listener;
    this.requests = new RequestReader(this, socket);
    this.http =
        (Http1Connection)
            http1.connection(
                new HelidonConnection(
                    socket,
                    listener.context(),
                    listener.router(),
                    DataReader.create(requests),
                    new AnswerWriter(this, socket, requests)));
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
      socket.close();
      listener.ended(socket);
    }
  }

  /**
   * Ends the stream, and reads on for a while: to close a socket with input unread resets it, and
   * the client may lose the answer (RFC 9112, 9.6).
   */
  private void linger() {
    if (socket.isInputEnded() || !socket.isOpen()) {
      return;
    }
    socket.enter(ConnectionPhase.DISCARDING);
    try {
      // A client that sends everything before it reads takes the end of the stream for a failure.
      boolean ended = !requests.isBodyComing();
      if (ended) {
        socket.shutdownOutput();
      }
      long begun = System.nanoTime();
      long discarded = 0;
      byte[] bytes = new byte[requests.isBodyComing() ? 16 * 1024 : 512];
      int length = 0;
      while (length >= 0
          && discarded < MAX_LINGERING
          && System.nanoTime() - begun < LONGEST_LINGER.toNanos()) {
        length = socket.read(bytes, 0);
        discarded += Math.max(0, length);
        if (!ended && discarded >= requests.left()) {
          socket.shutdownOutput();
          ended = true;
        }
      }
    } catch (IOException | CloseConnectionException e) {
      // Closed by the client or, when it took too long, by the listener.
    }
  }

  /** Reports a request that is not valid HTTP, for the log. */
  void refused(RequestException reason) {
    listener.refused(reason.getMessage());
  }

  /** The answer to a request that needs no Helidon; null if it does. */
  @Nullable HotAnswer answer(RequestHead head) {
    HotRoute route = listener.hotRoute();
    return route == null ? null : route.answer(head, socket::remotePeer);
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
    socket.enter(ConnectionPhase.WAITING);
    return !isStopping();
  }
}
