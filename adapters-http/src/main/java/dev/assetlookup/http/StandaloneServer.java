package dev.assetlookup.http;

import io.helidon.webserver.Router;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server for {@link ContentApi}, with Helidon's routing and sockets of its own. Everything else
 * gets the envelope and a request id, too: unknown routes and invalid requests. Speaks HTTP/1.1 and
 * 1.0 without TLS. Limits the request line to 4 KiB, the headers to 16 KiB, a body to 8 MiB, and
 * connections by {@link ServerLimits}. Thread-safe. Starts once; installs no shutdown hook.
 */
public final class StandaloneServer {
  private static final int MAX_PORT = 65_535;

  private final String host;
  private final int port;
  private final ContentApi api;
  private final @Nullable Consumer<HttpRouting.Builder> moreRoutes;
  private final ServerLimits limits;
  private @Nullable Listener listener;

  /**
   * A server with the routes of the API alone.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(String host, int port, ContentApi api) {
    this(host, port, api, ServerLimits.DEFAULT);
  }

  /**
   * A server with the routes of the API alone and limits of its own.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @param limits what clients may hold
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(String host, int port, ContentApi api, ServerLimits limits) {
    this(host, port, api, limits, null);
  }

  /**
   * A server with more routes. Single assets are looked up through Helidon's routing, too, so that
   * filters see all requests; without more routes that is left out, which is faster.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @param moreRoutes adds routes; they come after the API's
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(
      String host, int port, ContentApi api, Consumer<HttpRouting.Builder> moreRoutes) {
    this(host, port, api, moreRoutes, ServerLimits.DEFAULT);
  }

  /**
   * A server with more routes, as above, and limits of its own.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @param moreRoutes adds routes; they come after the API's
   * @param limits what clients may hold
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(
      String host,
      int port,
      ContentApi api,
      Consumer<HttpRouting.Builder> moreRoutes,
      ServerLimits limits) {
    this(host, port, api, limits, Objects.requireNonNull(moreRoutes));
  }

  private StandaloneServer(
      String host,
      int port,
      ContentApi api,
      ServerLimits limits,
      @Nullable Consumer<HttpRouting.Builder> moreRoutes) {
    this.host = Objects.requireNonNull(host);
    this.port = port;
    this.api = Objects.requireNonNull(api);
    this.moreRoutes = moreRoutes;
    this.limits = Objects.requireNonNull(limits);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is not 0 to 65535: " + port);
    }
  }

  /**
   * Starts the server; returns when it answers requests.
   *
   * @throws IllegalStateException if it cannot listen there, or was started before
   * @throws IllegalArgumentException if the host is unknown
   */
  public synchronized void start() {
    if (listener != null) {
      throw new IllegalStateException("a server starts once");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("the host to listen on is not known: " + host);
    }
    Router router = Router.builder().addRouting(routing()).build();
    router.beforeStart();
    try {
      HotRoute hotRoute = moreRoutes == null ? api.hotRoute(limits.idle()) : null;
      listener = new Listener(address, limits, new HelidonContext(), router, http1(), hotRoute);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); is the port taken, or not allowed?",
          e);
    }
    listener.start();
  }

  /**
   * The port that the server listens on, also if 0 was asked for.
   *
   * @return the port
   * @throws IllegalStateException if it does not run
   */
  public synchronized int port() {
    if (listener == null || listener.ended().isDone()) {
      throw new IllegalStateException("the server does not run");
    }
    return listener.port();
  }

  /**
   * The end of listening, as a future.
   *
   * @return completes when the server was stopped, exceptionally if it ended by itself, which ends
   *     its use: it does not start again
   * @throws IllegalStateException if it was not started
   */
  public synchronized CompletableFuture<Void> ended() {
    if (listener == null) {
      throw new IllegalStateException("the server was not started");
    }
    return listener.ended().copy();
  }

  /**
   * Stops listening, finishes the requests that have arrived, for at most the grace of the limits,
   * and closes the rest. Does nothing if the server does not run.
   */
  public synchronized void stop() {
    if (listener != null) {
      listener.stop();
    }
  }

  private static Http1ConnectionSelector http1() {
    // RequestReader has checked all of it, more strictly, and bounded it.
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxPrologueLength(2 * RequestHead.MAX_LINE)
                .maxHeadersSize(2 * RequestHead.MAX_HEADERS)
                .validateRequestHeaders(false)
                .buildPrototype())
        .build();
  }

  private HttpRouting.Builder routing() {
    HttpRouting.Builder routing = HttpRouting.builder();
    // Not registered as a service: as routes of the root they are matched without a detour.
    api.routing(routing, limits.maxConnections());
    routing.any(StandaloneServer::identify);
    if (moreRoutes != null) {
      moreRoutes.accept(routing);
    }
    return routing.addFeature(new NoSuchRoute());
  }

  private static void identify(ServerRequest request, ServerResponse response) {
    response.header(Responses.requestId(RequestIds.next()));
    response.header(Responses.NOSNIFF);
    response.next();
  }
}
