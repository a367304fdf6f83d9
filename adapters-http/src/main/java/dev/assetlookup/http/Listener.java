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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections, bounds their number and how long they wait, and closes them in an orderly
 * way. It replaces the listener of Helidon 4.5.0, which stops silently and for good when an accept
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
  private static final Duration REMINDER = Duration.ofMinutes(1);
  // A client that has read nothing of its answer for so long may be closed to make room.
  private static final Duration STUCK = Duration.ofSeconds(1);
  // When the server stops, a client that has just connected has so long to send its request.
  private static final Duration FIRST_REQUEST = Duration.ofMillis(200);
  private static final int MOST_CLOSED_AT_ONCE = 16;

  private final ServerLimits limits;
  private final ListenerContext context;
  private final Router router;
  private final Http1ConnectionSelector http1;
  private final Limit limit = FixedLimit.create();
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel server;
  private final Selector selector;
  private final SelectionKey key;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;

  // Guarded by this.
  private long refused;
  private long refusalLogged;

  // Used by the accepting thread only.
  private long pausedUntil = System.nanoTime();
  private long nextTick = System.nanoTime();
  private boolean full;
  private long warnedAt;
  private long closedForRoom;
  private long closedAt = System.nanoTime();

  /**
   * Binds, and accepts nothing yet.
   *
   * @throws IOException if it cannot listen there
   */
  Listener(
      InetSocketAddress address,
      ServerLimits limits,
      ListenerContext context,
      Router router,
      Http1ConnectionSelector http1)
      throws IOException {
    this.limits = limits;
    this.context = context;
    this.router = router;
    this.http1 = http1;
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
    return System.nanoTime() - pausedUntil >= 0 && connections.size() < limits.maxConnections();
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
        warn("no connection can be accepted (" + e.getMessage() + "), ");
        closeLongestWaiting();
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        return;
      }
      if (accepted == null) {
        return;
      }
      begin(accepted);
    }
    if (connections.size() >= limits.maxConnections()) {
      warn("all " + limits.maxConnections() + " connections are taken (http.max-connections), ");
      closeLongestWaiting();
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
    ClientConnection connection = new ClientConnection(accepted, this, http1);
    connections.add(connection);
    Thread.ofVirtual().name("http").start(connection);
  }

  /** Forgets a connection whose thread has ended. */
  void ended(ClientConnection connection) {
    boolean wasFull = connections.size() >= limits.maxConnections();
    connections.remove(connection);
    if (wasFull) {
      selector.wakeup();
    }
    if (stopping) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** A snapshot of what a connection waits for and for how long, both of which go on changing. */
  private record Candidate(ClientConnection connection, int rank, Duration age) {}

  /** Closes connections to make room, which takes effect when their threads notice. */
  private void closeLongestWaiting() {
    long now = System.nanoTime();
    boolean underWay = connections.stream().anyMatch(connection -> !connection.isOpen());
    if (underWay && now - closedAt < STUCK.toNanos()) {
      return;
    }
    closedAt = now;
    List<Candidate> waiting =
        connections.stream()
            .filter(ClientConnection::isOpen)
            .map(each -> new Candidate(each, rank(each, now), each.age(now)))
            .filter(candidate -> candidate.rank() > 0)
            .sorted(
                Comparator.comparingInt(Candidate::rank)
                    .thenComparing(Candidate::age, Comparator.reverseOrder()))
            .limit(Math.clamp(limits.maxConnections() / 8, 1, MOST_CLOSED_AT_ONCE))
            .toList();
    waiting.forEach(candidate -> candidate.connection().close());
    closedForRoom += waiting.size();
  }

  /** Ranks a connection: the lowest is closed first, 0 never. */
  private static int rank(ClientConnection connection, long now) {
    return switch (connection.phase()) {
      case WAITING, HEAD, DISCARDING -> 1;
      case WRITING -> connection.age(now).compareTo(STUCK) > 0 ? 2 : 0;
      case BODY, WORKING -> 0;
    };
  }

  private void warn(String what) {
    long now = System.nanoTime();
    if (!full || now - warnedAt > REMINDER.toNanos()) {
      LOG.log(
          Level.WARNING,
          what
              + "those that wait longest are closed to make room"
              + (full ? "; %,d were so far".formatted(closedForRoom) : ""));
      warnedAt = now;
    }
    full = true;
  }

  /** Logs invalid requests: the first, then their number once a minute. */
  synchronized void refused(@Nullable String reason) {
    long now = System.nanoTime();
    refused++;
    if (refused == 1 || now - refusalLogged > REMINDER.toNanos()) {
      refusalLogged = now;
      LOG.log(
          Level.INFO,
          "a request was refused: %s It is number %,d since the start; logged once a minute"
              .formatted(reason, refused));
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    if (now - nextTick < 0) {
      return;
    }
    nextTick = now + tick().toNanos();
    for (ClientConnection connection : connections) {
      if (connection.isOverdue(now)) {
        connection.close();
      }
    }
    boolean roomy = connections.size() < limits.maxConnections() - limits.maxConnections() / 8;
    if (full && roomy && now - warnedAt > STUCK.toNanos()) {
      LOG.log(
          Level.INFO,
          "there is room for connections again; %,d were closed to make it"
              .formatted(closedForRoom));
      full = false;
      closedForRoom = 0;
    }
  }

  /**
   * Stops listening, finishes the requests that have arrived, and closes the rest after the grace.
   */
  void stop() {
    stopping = true;
    selector.wakeup();
    ended.exceptionally(failure -> null).join();
    long begun = System.nanoTime();
    try {
      Duration passed = Duration.ZERO;
      while (!connections.isEmpty() && passed.compareTo(limits.shutdownGrace()) < 0) {
        endWaits(passed);
        synchronized (this) {
          if (!connections.isEmpty()) {
            wait(20);
          }
        }
        passed = Duration.ofNanos(System.nanoTime() - begun);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(ClientConnection::close);
  }

  private void endWaits(Duration passed) {
    boolean isLate = passed.compareTo(FIRST_REQUEST) > 0;
    long now = System.nanoTime();
    for (ClientConnection connection : connections) {
      switch (connection.phase()) {
        case WAITING -> {
          if (isLate || connection.hasServed()) {
            connection.endWait();
          }
        }
        case DISCARDING -> {
          if (connection.age(now).compareTo(FIRST_REQUEST) > 0) {
            connection.close();
          }
        }
        case HEAD, BODY, WORKING, WRITING -> {}
      }
    }
  }
}
