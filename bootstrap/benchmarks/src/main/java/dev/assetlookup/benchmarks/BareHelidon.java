package dev.assetlookup.benchmarks;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import java.nio.charset.StandardCharsets;

/**
 * What everything over HTTP is compared with: Helidon with its default options, which answers every
 * request with the same bytes from memory. Argument: how many bytes.
 */
public final class BareHelidon {
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");

  private BareHelidon() {}

  /**
   * Serves until it is ended.
   *
   * @param arguments the length of the body
   */
  public static void main(String[] arguments) {
    byte[] body = "x".repeat(Integer.parseInt(arguments[0])).getBytes(StandardCharsets.US_ASCII);
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(
                routing ->
                    routing.any(
                        (request, response) -> {
                          response.header(JSON);
                          response.send(body);
                        }))
            .build()
            .start();
    System.out.println("bare Helidon ready on http://127.0.0.1:" + server.port());
  }
}
