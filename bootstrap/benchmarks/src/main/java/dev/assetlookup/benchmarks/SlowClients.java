package dev.assetlookup.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that hold connections of a running server, and a good one among them, whose waits are
 * printed. Needs no key, so that 404 is the answer that the good one gets. With {@code ulimit -n}
 * of 8,000 or more for itself: {@code java SlowClients.java PORT [SECONDS]}.
 */
public final class SlowClients {
  private static final String END = " HTTP/1.1\r\nHost: test\r\n";

  private final int port;
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Socket> held = new ArrayList<>();

  private SlowClients(int port) {
    this.port = port;
  }

  /**
   * Runs it.
   *
   * @param arguments the server's port on this machine and, optionally, seconds
   * @throws Exception if it fails
   */
  public static void main(String[] arguments) throws Exception {
    SlowClients clients = new SlowClients(Integer.parseInt(arguments[0]));
    clients.run(Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20));
  }

  private void run(Duration time) throws InterruptedException {
    hold(2_000, "");
    hold(500, "GET /nope" + END + "X-Slow: ");
    hold(200, "PUT /nope" + END + "Content-Length: 1000000\r\n\r\n");
    hold(100, ("GET /v1/openapi.json" + END + "\r\n").repeat(200));
    System.out.printf("held %,d, of which %,d could not connect%n", held.size(), refused.get());
    try (ExecutorService trickle = Executors.newSingleThreadExecutor()) {
      trickle.execute(this::trickle);
      measure(time);
      trickle.shutdownNow();
      trickle.awaitTermination(1, TimeUnit.MINUTES);
    }
    for (Socket socket : held) {
      close(socket);
    }
  }

  private void hold(int count, String message) {
    for (int i = 0; i < count; i++) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        held.add(socket);
        socket.setSendBufferSize(64 * 1024);
        socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        refused.incrementAndGet();
      }
    }
  }

  /** A byte a second for each of those that are in the middle of something. */
  private void trickle() {
    try {
      while (true) {
        Thread.sleep(1000);
        for (int i = 2_000; i < Math.min(2_700, held.size()); i++) {
          try {
            held.get(i).getOutputStream().write('a');
          } catch (IOException e) {
            // The server has closed it.
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection a request, and many requests on one. */
  private void measure(Duration time) {
    List<Long> waits = new ArrayList<>();
    int failed = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        for (int i = 0; i < 10; i++) {
          ask(socket);
          waits.add(System.nanoTime() - begun);
          begun = System.nanoTime();
        }
      } catch (IOException e) {
        failed++;
      }
    }
    long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%,d good requests, %,d failed connections; p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        sorted.length, failed, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
  }

  private static void ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(("GET /nope" + END + "\r\n").getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] answer = new byte[4096];
    int length = in.read(answer);
    String text = length < 0 ? "" : new String(answer, 0, length, StandardCharsets.US_ASCII);
    if (!text.startsWith("HTTP/1.1 404 ") || !text.endsWith("}}")) {
      throw new IOException("not answered: " + Arrays.toString(text.split("\r\n", 2)));
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
