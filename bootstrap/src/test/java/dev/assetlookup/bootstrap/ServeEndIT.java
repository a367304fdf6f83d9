package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends: when it is asked to, under load, and when it is killed. */
final class ServeEndIT {
  private static final int CLIENTS = 16;

  @TempDir private static Path directory;
  private static Distribution product;
  private static String key;

  @BeforeAll
  static void fill() {
    product = new Distribution(directory);
    Path file = Containers.file(directory, "one.jsonl", Containers.line(1, "org_acme", "clip.mp4"));
    assertThat(product.here("import", file.toString()).exit()).isZero();
    key =
        product
            .here("keys", "create", "--org", "org_acme", "--scope", "content:read")
            .out()
            .strip();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void asked_to_end_under_load_it_answers_what_it_took_and_exits_0() throws Exception {
    Running server = product.serve();
    URI base = server.base();
    CountDownLatch busy = new CountDownLatch(CLIENTS);
    ConcurrentHashMap<String, Integer> outcomes = new ConcurrentHashMap<>();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> askUntilRefused(base, busy, outcomes)));
      }
      busy.await();
      assertThat(server.terminate()).isZero();
      for (Future<?> client : clients) {
        client.get();
      }
    }
    assertThat(outcomes.keySet()).isSubsetOf("200", "closed without a byte");
    assertThat(outcomes.get("200")).isGreaterThanOrEqualTo(CLIENTS * 100);
    assertThat(server.err()).isEmpty();
  }

  /** Asks over one connection after the other until the port is closed. */
  private static void askUntilRefused(
      URI base, CountDownLatch busy, ConcurrentHashMap<String, Integer> outcomes) {
    byte[] request =
        """
        GET /v1/content/%s/assets/clip HTTP/1.1\r
        Host: test\r
        X-Api-Key: %s\r
        \r
        """
            .formatted(Containers.id(1), key)
            .getBytes(StandardCharsets.US_ASCII);
    int answered = 0;
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
        String outcome = "200";
        while (outcome.equals("200")) {
          outcome = exchange(socket, request);
          outcomes.merge(outcome, 1, Integer::sum);
          if (++answered == 100) {
            busy.countDown();
          }
        }
      } catch (IOException refused) {
        return;
      }
    }
  }

  /** The status of an answer that came whole, or how it did not. */
  private static String exchange(Socket socket, byte[] request) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return head.size() == 0 ? "closed without a byte" : "cut in the head";
        }
        head.write(b);
      }
      String text = head.toString(StandardCharsets.US_ASCII);
      int length =
          text.lines()
              .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
              .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
              .sum();
      if (in.readNBytes(length).length < length) {
        return "cut in the body";
      }
      return text.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    } catch (SocketException e) {
      // The request crossed the close.
      return head.size() == 0 ? "closed without a byte" : "reset in the answer";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void an_interrupt_ends_it_with_exit_0_also_with_idle_connections_open() throws Exception {
    Running server = product.serve();
    try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.base().getPort())) {
      assertThat(idle.isConnected()).isTrue();
      Process interrupt =
          new ProcessBuilder("kill", "-INT", String.valueOf(server.process().pid())).start();
      assertThat(interrupt.waitFor()).isZero();
      assertThat(server.awaitExit()).isZero();
    }
    assertThat(server.err()).isEmpty();
  }

  @Test
  void more_connections_than_descriptors_do_not_end_it() throws Exception {
    Running server = product.serveAfter("ulimit -n 330");
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), server.base().getPort()));
      }
      assertThat(Web.asset(server.base(), key, Containers.id(1), "clip").statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    assertThat(Web.asset(server.base(), key, Containers.id(1), "clip").statusCode()).isEqualTo(200);
    assertThat(server.terminate()).isZero();
    assertThat(server.err()).contains("connections are taken (http.max-connections)");
  }

  @Test
  void killed_it_starts_again_and_has_everything() {
    Running first = product.serve();
    first.kill();
    Running second = product.serve();
    assertThat(Web.asset(second.base(), key, Containers.id(1), "clip").statusCode()).isEqualTo(200);
    assertThat(second.terminate()).isZero();
  }

  @Test
  void with_its_file_removed_it_takes_no_writes_and_the_next_one_does_not_begin_anew()
      throws IOException {
    try (Distribution own = new Distribution(Files.createDirectory(directory.resolve("removed")))) {
      Path file =
          Containers.file(own.directory(), "one.jsonl", Containers.line(1, "org_acme", "clip.mp4"));
      assertThat(own.here("import", file.toString()).exit()).isZero();
      String writer = own.here("keys", "create", "--org", "org_acme", "--scope", "*").out().strip();
      Running server = own.serve();
      Path store = own.directory().resolve("asset-lookup-data/store.mv.db");
      Files.delete(store);
      HttpResponse<byte[]> refused =
          Web.put(server.base(), writer, Containers.id(2), "{\"assets\":[]}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Web.asset(server.base(), writer, Containers.id(1), "clip").statusCode())
          .isEqualTo(200);
      CommandResult again = own.run("import", file.toString());
      assertThat(again.exit()).isEqualTo(3);
      assertThat(again.err()).contains("is gone");
      CommandResult saved = own.run("export");
      assertThat(saved.out()).hasLineCount(1);
      assertThat(own.run("serve", "--port", "0").err()).contains("another server");
      assertThat(server.terminate()).isZero();
      assertThat(server.err()).contains(store + " is gone", "asset-lookup export");
      CommandResult next = own.run("serve", "--port", "0");
      assertThat(next.exit()).isEqualTo(2);
      assertThat(next.errLines())
          .singleElement()
          .asString()
          .contains(store + " is missing", "backup", "to begin anew");
    }
  }

  @Test
  void out_of_memory_it_ends_so_that_a_supervisor_starts_it_again() throws IOException {
    try (Distribution own = new Distribution(Files.createDirectory(directory.resolve("small")))) {
      own.with("ASSET_LOOKUP_JAVA_OPTS", "-Xmx32m");
      Running server = own.serve();
      // The server runs it, and has no room for so large a line.
      Path file =
          Containers.file(
              own.directory(), "large.jsonl", "{\"assets\":[" + "{},".repeat(4_000_000) + "{}]}");
      assertThat(own.run("import", file.toString()).exit()).isEqualTo(3);
      assertThat(server.awaitExit()).isEqualTo(3);
    }
  }
}
