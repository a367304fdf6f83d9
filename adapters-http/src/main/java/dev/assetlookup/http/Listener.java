package dev.assetlookup.http;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections, and has {@link OpenConnections} bound their number and how long they wait.
 * It replaces the listener of Helidon 4.5.0, which stops silently and for good when an accept
 * fails, for example for lack of descriptors, and which cuts off accepted connections when it is
 * stopped (ServerListener.listen and .suspend).
 *
 * <p>One thread accepts and looks for connections that wait too long. Thread-safe.
 */
final class Listener {
  private static final Logger LOG = System.getLogger(Listener.class.getName());
  private static final int BACKLOG = 1024;
  private static final Duration TICK = Duration.ofMillis(500);
  // While all connections are taken.
  private static final Duration SHORT_TICK = Duration.ofMillis(20);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerLimits limits;
  private final ListenerContext context;
  private final Router router;
  private final Http1ConnectionSelector http1;
  private final @Nullable HotRoute hotRoute;
  private final Limit limit = FixedLimit.create();
  private final OpenConnections connections;
  private final RefusalLog refusals = new RefusalLog(LOG);
  private final ServerSocketChannel server;
  private final Selector selector;
  private final SelectionKey key;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;

  // Used by the accepting thread only.
  private final RoomLog room = new RoomLog(LOG);
  private long pausedUntil = System.nanoTime();
  private long nextTick = System.nanoTime();

  /**
   * Binds, and accepts nothing yet.
   *
   * @param hotRoute what answers before Helidon, null for nothing
   * @throws IOException if it cannot listen there
   */
  Listener(
      InetSocketAddress address,
      ServerLimits limits,
      ListenerContext context,
      Router router,
      Http1ConnectionSelector http1,
      @Nullable HotRoute hotRoute)
      throws IOException {
    this.limits = limits;
    this.connections = new OpenConnections(limits);
    this.context = context;
    this.router = router;
    this.http1 = http1;
    this.hotRoute = hotRoute;
    this.selector = Selector.open();
    try {
      this.server = ServerSocketChannel.open();
      try {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(address, BACKLOG);
        server.configureBlocking(false);
        this.key = server.register(selector, SelectionKey.OP_ACCEPT);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  void start() {
    Thread.ofPlatform().name("asset-lookup-listener").daemon(false).start(this::listen);
  }

  int port() {
    return server.socket().getLocalPort();
  }

  ServerLimits limits() {
    return limits;
  }

  ListenerContext context() {
    return context;
  }

  Router router() {
    return router;
  }

  @Nullable HotRoute hotRoute() {
    return hotRoute;
  }

  Limit limit() {
    return limit;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Completes when it no longer listens, exceptionally if nobody has stopped it. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  private void listen() {
    Throwable failure = null;
    try {
      while (!stopping) {
        key.interestOps(mayAccept() ? SelectionKey.OP_ACCEPT : 0);
        selector.select(mayAccept() ? tick().toMillis() : SHORT_TICK.toMillis());
        selector.selectedKeys().clear();
        acceptAll();
        closeOverdue();
      }
      // Clients that had connected before are served.
      acceptAll();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    close();
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
    }
  }

  private void close() {
    try {
      server.close();
      selector.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the listening socket was not closed", e);
    }
  }

  private Duration tick() {
    Duration shortest =
        limits.idle().compareTo(limits.headers()) < 0 ? limits.idle() : limits.headers();
    Duration tick = shortest.dividedBy(2);
    return tick.compareTo(TICK) < 0 ? tick.plusMillis(1) : TICK;
  }

  private boolean mayAccept() {
    return System.nanoTime() - pausedUntil >= 0 && !connections.isFull();
  }

  private void acceptAll() throws IOException {
    while (mayAccept()) {
      SocketChannel accepted;
      try {
        accepted = server.accept();
      } catch (IOException e) {
        if (!server.isOpen()) {
          throw e;
        }
        // Most likely there is no descriptor left. It is tried again.
        room.full("no connection can be accepted (" + e.getMessage() + "), ");
        room.closed(connections.closeLongestWaiting(System.nanoTime()));
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        return;
      }
      if (accepted == null) {
        return;
      }
      begin(accepted);
    }
    if (connections.isFull()) {
      room.full(
          "all " + limits.maxConnections() + " connections are taken (http.max-connections), ");
      room.closed(connections.closeLongestWaiting(System.nanoTime()));
    }
  }

  private void begin(SocketChannel accepted) throws IOException {
    try {
      // A large answer goes out in two writes, of which the second would wait 40 ms.
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    } catch (IOException e) {
      // The client is gone already.
      accepted.close();
      return;
    }
    ClientSocket socket = new ClientSocket(accepted, limits);
    ClientConnection connection = new ClientConnection(socket, this, http1);
    connections.add(socket);
    Thread.ofVirtual().name("http").start(connection);
  }

  /** Forgets a connection whose thread has ended. */
  void ended(ClientSocket socket) {
    boolean wasFull = connections.isFull();
    connections.remove(socket);
    if (wasFull) {
      selector.wakeup();
    }
  }

  /** Logs that a request was not valid HTTP. */
  void refused(@Nullable String reason) {
    refusals.refused(reason);
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    if (now - nextTick < 0) {
      return;
    }
    nextTick = now + tick().toNanos();
    connections.closeOverdue();
    if (connections.isRoomy()) {
      room.roomy();
    }
  }

  /**
   * Stops listening, finishes the requests that have arrived, and closes the rest after the grace.
   */
  void stop() {
    stopping = true;
    selector.wakeup();
    ended.exceptionally(failure -> null).join();
    connections.finish();
  }
}
