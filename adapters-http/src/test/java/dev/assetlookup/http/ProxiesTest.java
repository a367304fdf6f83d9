package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real proxies that share connections among clients, with the configurations of {@code
 * docs/proxies.md}: a stranger's body does not become another client's request.
 */
class ProxiesTest extends WireTest {
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final Path DOCUMENT = Path.of("../docs/proxies.md");

  @TempDir private Path folder;
  private @Nullable Process process;

  enum Proxy {
    NGINX("nginx", "-p . -c proxy.conf"),
    HAPROXY("haproxy", "-db -f proxy.conf");

    private final String program;
    private final String arguments;

    Proxy(String program, String arguments) {
      this.program = program;
      this.arguments = arguments;
    }

    /** Where the program is, or nowhere. */
    Stream<Path> installed() {
      return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
          .map(place -> Path.of(place, program))
          .filter(Files::isExecutable);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    Process started = process;
    if (started != null) {
      started.descendants().forEach(ProcessHandle::destroy);
      started.destroy();
      started.waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_body_behind_a_proxy_is_never_taken_for_a_request(Proxy proxy) throws IOException {
    int port = start(proxy);
    String smuggled =
        "DELETE "
            + Fixture.path(Fixture.CONTAINER)
            + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
            + fixture.key
            + "\r\n\r\n";
    String read = "GET " + Fixture.VIDEO_PATH + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: ";
    for (String path : List.of("/v1/openapi.json", "/nope", Fixture.VIDEO_PATH, "/v1/whoami")) {
      for (String more :
          List.of(
              "",
              "Expect: 100-continue\r\n",
              "Expect: 100-Continue\r\n",
              "Connection: close\r\n")) {
        for (String method : List.of("GET", "POST", "PUT")) {
          String body = method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + more;
          String length = "Content-Length: " + smuggled.length() + "\r\n\r\n" + smuggled;
          String chunks =
              "Transfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(smuggled.length())
                  + "\r\n"
                  + smuggled
                  + "\r\n0\r\n\r\n";
          for (String framed : List.of(length, chunks)) {
            ask(port, body + framed);
            assertThat(ask(port, read + fixture.key + "\r\nConnection: close\r\n\r\n"))
                .as("behind %s", body)
                .endsWith(DescriptorJsonTest.FULL);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void too_large_a_body_is_refused_through_a_proxy(Proxy proxy) throws IOException {
    int port = start(proxy);
    String body = "a".repeat(9_000_000);
    String answer =
        ask(
            port,
            "PUT "
                + Fixture.path(Fixture.CONTAINER)
                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "X-Api-Key: "
                + fixture.key
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
  }

  /** All that comes until the proxy closes, after it has seen the end of what is sent. */
  private static String ask(int port, String message) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
      boolean closes = message.contains("Connection: close\r\n");
      StringBuilder answer = new StringBuilder();
      byte[] bytes = new byte[8192];
      // A proxy may give up on a client that has ended its side.
      while (true) {
        int length = socket.getInputStream().read(bytes);
        if (length < 0) {
          return answer.toString();
        }
        answer.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        if (answer.indexOf(CONTINUE) == 0) {
          answer.delete(0, CONTINUE.length());
        }
        if (!closes && answer.indexOf("\r\n\r\n") > 0) {
          return answer.toString();
        }
      }
    }
  }

  private int start(Proxy proxy) throws IOException {
    List<Path> installed = proxy.installed().toList();
    assumeTrue(!installed.isEmpty(), proxy.program + " is not installed: this is not tested");
    int port = freePort();
    Files.writeString(folder.resolve("proxy.conf"), configuration(proxy, port));
    List<String> command = new ArrayList<>(List.of(installed.getFirst().toString()));
    command.addAll(List.of(proxy.arguments.split(" ", -1)));
    Path log = folder.resolve("log");
    Process started =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process = started;
    while (started.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return port;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError(proxy + " has ended: " + Files.readString(log));
  }

  /** The block of the document, with the ports of this test. */
  private String configuration(Proxy proxy, int port) throws IOException {
    String document = Files.readString(DOCUMENT);
    String fence = "```" + proxy.program + "\n";
    int start = document.indexOf(fence);
    assertThat(start).as("a block of %s in %s", proxy.program, DOCUMENT).isNotNegative();
    String block = document.substring(start + fence.length(), document.indexOf("```\n", start + 3));
    return (proxy == Proxy.NGINX ? "daemon off;\npid nginx.pid;\nerror_log stderr;\n" : "")
        + block
            .replace("127.0.0.1:8080", "127.0.0.1:" + server.port())
            .replace("127.0.0.1:8000", "127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
