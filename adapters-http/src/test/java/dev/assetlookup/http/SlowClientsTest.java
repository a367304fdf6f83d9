package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that would hold a connection for ever, against a server of little patience. */
class SlowClientsTest extends WireTest {
  @Override
  StandaloneServer server() {
    return new StandaloneServer(
        "127.0.0.1",
        0,
        fixture.api(),
        new ServerLimits(
            100,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100)));
  }

  @Test
  void a_client_that_stops_in_the_middle_of_a_request_is_cut_off() throws IOException {
    for (String part :
        new String[] {"", "GET /v1/who", "GET /v1/whoami HTTP/1.1\r\nHost: a\r\nX-Api-"}) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(part);
        assertThat(client.readAll()).isEmpty();
      }
    }
  }

  @Test
  void a_client_that_takes_no_answer_is_cut_off() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      // More answers than the buffers of both sides hold; the write fails once it is cut off.
      String request = "GET /nope HTTP/1.1\r\nHost: a\r\n\r\n";
      while (client.send(request.repeat(1000))) {}
    }
  }
}
