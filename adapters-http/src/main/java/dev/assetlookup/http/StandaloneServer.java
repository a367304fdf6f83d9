package dev.assetlookup.http;

import io.helidon.common.Weighted;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Helidon server around {@link ContentApi} that gives the envelope and a request id to all else,
 * too: unknown routes, and what Helidon refuses before routing. Speaks HTTP/1.1 without TLS. Bounds
 * what a client can hold: 4 KiB for the request line, 16 KiB for the headers, 8 MiB for a body, 60
 * seconds without progress. Thread-safe. Starts once; installs no shutdown hook.
 */
public final class StandaloneServer {
  private static final int MAX_REQUEST_LINE = 4 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int MAX_PORT = 65_535;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_CHECK = Duration.ofSeconds(5);
  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

  private final String host;
  private final int port;
  private final ContentApi api;
  private final Consumer<HttpRouting.Builder> moreRoutes;
  private final Duration idle;
  private final Duration idleCheck;
  private @Nullable WebServer server;

  /**
   * A server with the routes of the API alone.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(String host, int port, ContentApi api) {
    this(host, port, api, routing -> {});
  }

  /**
   * A server with more routes.
   *
   * @param host name or address to listen on
   * @param port port to listen on, 0 for any free one
   * @param api what to serve
   * @param moreRoutes adds routes; they come after the API's, which stay as fast as alone
   * @throws IllegalArgumentException if {@code port} is not 0 to 65535
   */
  public StandaloneServer(
      String host, int port, ContentApi api, Consumer<HttpRouting.Builder> moreRoutes) {
    this(host, port, api, moreRoutes, IDLE, IDLE_CHECK);
  }

  StandaloneServer(
      String host,
      int port,
      ContentApi api,
      Consumer<HttpRouting.Builder> moreRoutes,
      Duration idle,
      Duration idleCheck) {
    this.host = Objects.requireNonNull(host);
    this.port = port;
    this.api = Objects.requireNonNull(api);
    this.moreRoutes = Objects.requireNonNull(moreRoutes);
    this.idle = idle;
    this.idleCheck = idleCheck;
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is not 0 to 65535: " + port);
    }
  }

  /**
   * Listens; returns when requests are answered.
   *
   * @throws IllegalStateException if it cannot listen there, or was started before
   * @throws IllegalArgumentException if the host is not known
   */
  public synchronized void start() {
    if (server != null) {
      throw new IllegalStateException("a server starts once");
    }
    WebServer started = WebServer.create(config());
    server = started;
    started.start();
    if (!started.isRunning()) {
      // Helidon logs the cause and returns.
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + "; is the port taken, or not allowed?");
    }
  }

  /**
   * The port that it listens on, also if any free one was asked for.
   *
   * @return the port
   * @throws IllegalStateException if it does not run
   */
  public synchronized int port() {
    if (server == null || !server.isRunning()) {
      throw new IllegalStateException("the server does not run");
    }
    return server.port();
  }

  /**
   * Stops listening, lets the requests under way finish for at most 5 seconds, and closes what is
   * left. Does nothing if it does not run.
   */
  public synchronized void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private WebServerConfig config() {
    Http1Config http1 =
        Http1Config.builder()
            .maxPrologueLength(MAX_REQUEST_LINE)
            .maxHeadersSize(MAX_HEADERS)
            .buildPrototype();
    return WebServerConfig.builder()
        .host(host)
        .port(port)
        .shutdownHook(false)
        .shutdownGracePeriod(SHUTDOWN_GRACE)
        .idleConnectionTimeout(idle)
        .idleConnectionPeriod(idleCheck)
        .maxPayloadSize(ContainerEndpoints.MAX_BODY_BYTES)
        // A large answer goes out in two writes, of which the second would wait 40 ms.
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).buildPrototype())
        // Nothing that happens to be on the class path joins in: the answers are as specified here.
        .protocolsDiscoverServices(false)
        .featuresDiscoverServices(false)
        .contentEncoding(
            ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
        .addConnectionSelector(new BoundedConnections(http1, idle))
        .directHandlers(RefusalHandler.forAllEvents())
        // Tells the handlers, which tell nobody, why.
        .errorHandling(ErrorHandling.builder().includeEntity(true).build())
        .routing(routing())
        .buildPrototype();
  }

  private HttpRouting.Builder routing() {
    HttpRouting.Builder routing = HttpRouting.builder();
    // Not registered as a service: as routes of the root they are matched without a detour.
    api.routing(routing);
    routing.any(StandaloneServer::identify);
    moreRoutes.accept(routing);
    return routing.addFeature(new NoSuchRoute());
  }

  private static void identify(ServerRequest request, ServerResponse response) {
    response.header(Responses.requestId(RequestIds.next()));
    response.header(Responses.NOSNIFF);
    response.next();
  }

  /** Comes after every other route, features included. */
  private static final class NoSuchRoute implements HttpFeature, Weighted {
    @Override
    public double weight() {
      return 0;
    }

    @Override
    public void setup(HttpRouting.Builder routing) {
      routing.any(
          (request, response) ->
              Responses.send(request, response, RequestIds.next(), ApiError.ROUTE_NOT_FOUND));
    }
  }
}
