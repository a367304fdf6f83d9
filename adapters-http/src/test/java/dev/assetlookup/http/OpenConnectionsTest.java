package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is closed to make room for others, at times that the test chooses. */
class OpenConnectionsTest {
  private static final Duration LONG = Duration.ofMillis(500);

  private final List<Channel> channels = new ArrayList<>();
  private final OpenConnections connections = new OpenConnections(ServerLimits.DEFAULT);
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open();
    channels.add(server);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Channel channel : channels) {
      channel.close();
    }
  }

  /** A client that has sent this, as the server sees it. */
  private ClientSocket client(String sent) throws IOException {
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    channels.add(client);
    client.write(ByteBuffer.wrap(sent.getBytes(StandardCharsets.US_ASCII)));
    SocketChannel accepted = server.accept();
    channels.add(accepted);
    ClientSocket socket = new ClientSocket(accepted, ServerLimits.DEFAULT);
    connections.add(socket);
    return socket;
  }

  @Test
  void a_client_that_has_just_connected_is_not_closed_before_it_can_ask() throws IOException {
    long now = System.nanoTime();
    client("").enter(ConnectionPhase.WRITING);
    ClientSocket newcomer = client("");
    assertThat(connections.closeLongestWaiting(now)).isZero();
    assertThat(newcomer.isOpen()).isTrue();
  }

  @Test
  void one_whose_request_has_just_begun_is_not_closed_before_the_rest_can_come()
      throws IOException {
    long now = System.nanoTime();
    ClientSocket newcomer = client("GET /v1/who");
    newcomer.read(new byte[100], 0);
    newcomer.enter(ConnectionPhase.HEAD);
    assertThat(connections.closeLongestWaiting(now)).isZero();
    assertThat(newcomer.isOpen()).isTrue();
  }

  @Test
  void one_whose_request_has_arrived_is_not_closed_however_long_its_thread_takes_to_read_it()
      throws IOException {
    ClientSocket newcomer = client("GET");
    while (!newcomer.hasInput()) {
      Thread.onSpinWait();
    }
    assertThat(connections.closeLongestWaiting(System.nanoTime() + LONG.toNanos())).isZero();
    assertThat(newcomer.isOpen()).isTrue();
  }

  @Test
  void one_that_asks_for_nothing_is_closed_soon() throws IOException {
    ClientSocket silent = client("");
    assertThat(connections.closeLongestWaiting(System.nanoTime() + LONG.toNanos())).isOne();
    assertThat(silent.isOpen()).isFalse();
  }

  @Test
  void one_that_waits_for_its_next_request_is_closed_at_once() throws IOException {
    ClientSocket served = client("GET");
    served.read(new byte[3], 0);
    assertThat(connections.closeLongestWaiting(System.nanoTime())).isOne();
    assertThat(served.isOpen()).isFalse();
  }
}
