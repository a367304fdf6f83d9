package dev.assetlookup.bootstrap.config;

import dev.assetlookup.http.ServerLimits;
import java.time.Duration;
import java.util.List;

/**
 * Where the server listens, and what its clients may hold.
 *
 * @param host name or address
 * @param port 0 for any free one
 * @param maxConnections most connections at one time, 0 for as many as the process can hold
 * @param idle how long a connection may wait for its next request
 * @param headers how long a request may take to the end of its headers
 * @param stalled how long a client may send nothing of a body, or take nothing of an answer
 * @param shutdownGrace how long requests under way may go on when the server stops
 */
public record HttpSettings(
    String host,
    int port,
    int maxConnections,
    Duration idle,
    Duration headers,
    Duration stalled,
    Duration shutdownGrace) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Form<Duration> WAIT =
      Form.duration(Duration.ofSeconds(1), DAY, "1 second to 1 day such as PT60S");

  private static final Setting<String> HOST =
      new Setting<>("http.host", "127.0.0.1", Form.text(), "name or address to listen on");
  private static final Setting<Integer> PORT =
      new Setting<>(
          "http.port",
          "8080",
          Form.number("a port", 0, 65_535),
          "0 to 65535; 0 takes any free one");
  private static final Setting<Integer> MAX_CONNECTIONS =
      new Setting<>(
          "http.max-connections",
          "0",
          Form.number("a number", 0, 100_000),
          "most connections of clients at one time, 0 to 100000; 0 takes as many as descriptors"
              + " (`ulimit -n`) and a quarter of the heap are for");
  private static final Setting<Duration> IDLE_TIMEOUT =
      new Setting<>(
          "http.idle-timeout",
          "PT60S",
          WAIT,
          "how long a connection may wait for its next request; ISO 8601 duration, 1 second to 1"
              + " day");
  private static final Setting<Duration> HEADERS_TIMEOUT =
      new Setting<>(
          "http.headers-timeout",
          "PT15S",
          WAIT,
          "how long a request may take to the end of its headers; likewise");
  private static final Setting<Duration> STALLED_TIMEOUT =
      new Setting<>(
          "http.stalled-timeout",
          "PT60S",
          WAIT,
          "how long a client may send nothing of a body, or take nothing of an answer; likewise. A"
              + " body that comes is not cut off unless it comes with less than 64 bytes a second");
  private static final Setting<Duration> SHUTDOWN_GRACE =
      new Setting<>(
          "http.shutdown-grace",
          "PT5S",
          Form.duration(Duration.ZERO, DAY, "0 to 1 day such as PT5S"),
          "how long requests under way may go on when the server is asked to end; 0 to 1 day");
  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          MAX_CONNECTIONS,
          IDLE_TIMEOUT,
          HEADERS_TIMEOUT,
          STALLED_TIMEOUT,
          SHUTDOWN_GRACE);

  static HttpSettings read(Values values) {
    return new HttpSettings(
        values.get(HOST),
        values.get(PORT),
        values.get(MAX_CONNECTIONS),
        values.get(IDLE_TIMEOUT),
        values.get(HEADERS_TIMEOUT),
        values.get(STALLED_TIMEOUT),
        values.get(SHUTDOWN_GRACE));
  }

  /**
   * With the default limits.
   *
   * @param host name or address
   * @param port 0 for any free one
   */
  public HttpSettings(String host, int port) {
    this(
        host,
        port,
        0,
        ServerLimits.DEFAULT.idle(),
        ServerLimits.DEFAULT.headers(),
        ServerLimits.DEFAULT.stalled(),
        ServerLimits.DEFAULT.shutdownGrace());
  }

  /**
   * The same limits at another place.
   *
   * @param otherHost name or address
   * @param otherPort 0 for any free one
   * @return a copy
   */
  public HttpSettings at(String otherHost, int otherPort) {
    return new HttpSettings(
        otherHost, otherPort, maxConnections, idle, headers, stalled, shutdownGrace);
  }

  /**
   * The limits of a server.
   *
   * @param connections most connections at one time
   * @return them
   */
  public ServerLimits limits(int connections) {
    return new ServerLimits(connections, idle, headers, stalled, shutdownGrace);
  }
}
