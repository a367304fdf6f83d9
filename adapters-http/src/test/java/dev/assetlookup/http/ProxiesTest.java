package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final String CONTINUE = "HTTP/1.1 100 ";
  private static final String END = "\r\n\r\n";
  private static final Path DOCUMENT = Path.of("../docs/proxies.md");

  @TempDir private Path folder;
  private @Nullable Process process;

  enum Proxy {
    NGINX("nginx", "-p . -c proxy.conf", "daemon off;\npid nginx.pid;\nerror_log stderr;\n"),
    HAPROXY("haproxy", "-db -f proxy.conf", ""),
    APACHE(
        "apache2",
        "-D FOREGROUND -d . -f proxy.conf",
        "ServerName a\nPidFile apache.pid\nErrorLog /dev/stderr\nUser #65534\nGroup #65534\n"),
    CADDY("caddy", "run --config proxy.conf --adapter caddyfile", "{\n  admin off\n}\n");

    private final String program;
    private final String arguments;

    /** What a test has beside the configuration of the document. */
    private final String preamble;

    Proxy(String program, String arguments, String preamble) {
      this.program = program;
      this.arguments = arguments;
      this.preamble = preamble;
    }

    /** What the document says to write instead, to serve under a prefix. */
    Map<String, String> prefixing() {
      return switch (this) {
        case NGINX ->
            Map.of(
                "upstream asset_lookup",
                "map $request_uri $below { ~^/lookup(/.*)$ $1; }\nupstream asset_lookup",
                "location /",
                "location /lookup/",
                "proxy_pass http://asset_lookup;",
                "proxy_pass http://asset_lookup$below;");
        case HAPROXY ->
            Map.of("http-reuse", "http-request replace-path /lookup(/.*) \\1\n  http-reuse");
        case APACHE -> Map.of("ProxyPass \"/\"", "ProxyPass \"/lookup/\"");
        case CADDY -> Map.of("reverse_proxy", "uri strip_prefix /lookup\n  reverse_proxy");
      };
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
                .endsWith(Fixture.CLIP_JSON);
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

  @ParameterizedTest
  @EnumSource
  void what_was_read_through_a_proxy_can_be_replaced_through_it(Proxy proxy) throws IOException {
    int port = start(proxy);
    String path = Fixture.path(Fixture.CONTAINER) + " HTTP/1.1\r\n" + head("Accept-Encoding: gzip");
    String read = ask(port, "GET " + path + "\r\n");
    String tag = read.replaceFirst("(?is).*\r\netag: ([^\r]+)\r\n.*", "$1");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    String write =
        "PUT "
            + path
            + "Content-Type: application/json\r\nContent-Length: 13\r\nExpect: 100-continue\r\n"
            + "If-Match: "
            + tag
            + "\r\n\r\n{\"assets\":[]}";
    assertThat(ask(port, write)).startsWith("HTTP/1.1 200 ");
    assertThat(ask(port, write)).startsWith("HTTP/1.1 412 ");
  }

  @ParameterizedTest
  @EnumSource
  void a_proxy_passes_on_the_path_and_the_headers_as_they_came(Proxy proxy) throws IOException {
    int port = start(proxy);
    String path = Fixture.path(Fixture.CONTAINER, "a%2Fb..%25%c3%BC");
    assertThat(ask(port, "GET " + path + " HTTP/1.1\r\n" + head("X-Filler: a") + "\r\n"))
        .contains("Asset not on this container.");
    String headers = head("X-Filler: " + "a".repeat(7_000), "X-More: " + "a".repeat(7_000));
    assertThat(ask(port, "GET " + Fixture.VIDEO_PATH + " HTTP/1.1\r\n" + headers + "\r\n"))
        .endsWith(Fixture.CLIP_JSON);
  }

  @ParameterizedTest
  @EnumSource
  void under_a_prefix_the_document_leads_to_the_api(Proxy proxy) throws IOException {
    int port = start(proxy, proxy.prefixing());
    String end = " HTTP/1.1\r\n" + head("X-Filler: a") + "\r\n";
    String document = ask(port, "GET /lookup/v1/openapi.json" + end);
    String server =
        OpenApiContract.PUBLISHED
            .json(document.substring(document.indexOf(END) + END.length()))
            .at("/servers/0/url")
            .textValue();
    assertThat(URI.create("/lookup/v1/openapi.json").resolve(server)).hasToString("/lookup/");
    assertThat(ask(port, "GET /lookup" + Fixture.VIDEO_PATH + end)).endsWith(Fixture.CLIP_JSON);
    String path = Fixture.path(Fixture.CONTAINER, "a%2Fb..%25%c3%BC");
    assertThat(ask(port, "GET /lookup" + path + "?x=%2F" + end))
        .contains("Asset not on this container.");
  }

  private String head(String... more) {
    return "Host: a\r\nConnection: close\r\nX-Api-Key: "
        + fixture.key
        + "\r\n"
        + String.join("\r\n", more)
        + "\r\n";
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
        // One of the proxy's own, perhaps, and one of the server.
        while (answer.indexOf(CONTINUE) == 0 && answer.indexOf(END) > 0) {
          answer.delete(0, answer.indexOf(END) + END.length());
        }
        if (!closes && answer.indexOf(END) > 0) {
          return answer.toString();
        }
      }
    }
  }

  private int start(Proxy proxy) throws IOException {
    return start(proxy, Map.of());
  }

  private int start(Proxy proxy, Map<String, String> changes) throws IOException {
    List<Path> installed = proxy.installed().toList();
    assumeTrue(!installed.isEmpty(), proxy.program + " is not installed: this is not tested");
    int port = freePort();
    if (proxy == Proxy.APACHE) {
      Files.createSymbolicLink(folder.resolve("modules"), Path.of("/usr/lib/apache2/modules"));
    }
    String configuration = configuration(proxy, port);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(configuration).contains(change.getKey());
      assertThat(Files.readString(DOCUMENT))
          .contains(change.getValue().lines().toList().getFirst());
      configuration = configuration.replace(change.getKey(), change.getValue());
    }
    Files.writeString(folder.resolve("proxy.conf"), configuration);
    List<String> command = new ArrayList<>(List.of(installed.getFirst().toString()));
    command.addAll(List.of(proxy.arguments.split(" ", -1)));
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Caddy keeps its state at home.
    builder.environment().put("HOME", folder.toString());
    Process started = builder.start();
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
    String fence = "```" + proxy.name().toLowerCase(Locale.ROOT) + "\n";
    int start = document.indexOf(fence);
    assertThat(start).as("a block of %s in %s", proxy, DOCUMENT).isNotNegative();
    String block = document.substring(start + fence.length(), document.indexOf("```\n", start + 3));
    if (proxy == Proxy.CADDY && version(proxy).matches("(?s)v?2\\.[0-5]\\..*|v?2\\.6\\.[0-3].*")) {
      block = block.replace("request_buffers 9MiB", "buffer_requests");
    }
    return proxy.preamble
        + block.replace(":8080", ":" + server.port()).replace(":8000", ":" + port);
  }

  private static String version(Proxy proxy) throws IOException {
    Process asked =
        new ProcessBuilder(proxy.installed().toList().getFirst().toString(), "version").start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
