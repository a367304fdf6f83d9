package dev.assetlookup.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

/**
 * HTTP/1.1 connections on which no request takes for ever. Helidon closes a connection that waits
 * for its next request, but waits without end for a client that stops in the middle of one, or that
 * does not take its answer. This closes the socket under those, too; it interrupts nothing, because
 * a store may be at work on the same thread.
 */
final class BoundedConnections implements ServerConnectionSelector {
  private final ServerConnectionSelector http1;
  private final Duration longest;

  BoundedConnections(Http1Config config, Duration longest) {
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
    this.longest = longest;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Bounded((Http1Connection) http1.connection(context), context);
  }

  private final class Bounded implements ServerConnection, InterruptableTask<Void> {
    private final Http1Connection connection;
    private final ConnectionContext context;

    Bounded(Http1Connection connection, ConnectionContext context) {
      this.connection = connection;
      this.context = context;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      connection.handle(limit);
    }

    /** Since the last request began or ended. */
    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public boolean canInterrupt() {
      return connection.canInterrupt();
    }

    /** Called by Helidon's timer on connections that were idle for too long, and on shutdown. */
    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
      if (!connection.canInterrupt() && idleTime().compareTo(longest) > 0) {
        closeSocket();
      }
    }

    private void closeSocket() {
      try {
        context.serverSocket().close();
      } catch (UncheckedIOException e) {
        // Closed already, by the client or on the turn of the timer before this one.
      }
    }
  }
}
