package dev.assetlookup.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection on which a test says exactly what it wants to, and reads what comes back, which is
 * held against the OpenAPI document.
 */
final class RawClient implements AutoCloseable {
  private final OpenApiRawRequests requests = new OpenApiRawRequests();
  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = socket.getInputStream();
  }

  /** Sends one message on a connection of its own, ends the stream, and reads all responses. */
  static List<Response> exchange(int port, byte[] message) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(message);
      client.endOutput();
      return client.readAll();
    }
  }

  static List<Response> exchange(int port, String message) throws IOException {
    return exchange(port, message.getBytes(StandardCharsets.ISO_8859_1));
  }

  boolean send(String message) throws IOException {
    return send(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** False if the server has closed the connection; what it said before can still be read. */
  boolean send(byte[] message) throws IOException {
    requests.sent(message);
    try {
      socket.getOutputStream().write(message);
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  void endOutput() throws IOException {
    try {
      socket.shutdownOutput();
    } catch (SocketException e) {
      // Closed by the server, as above.
    }
  }

  /** Everything until the server closes the connection. */
  List<Response> readAll() throws IOException {
    List<Response> responses = new ArrayList<>();
    for (Response next = read("GET"); next != null; next = read("GET")) {
      responses.add(next);
    }
    return responses;
  }

  /** The next response to a request of this method, or null at the end of the stream. */
  @org.jspecify.annotations.Nullable
  Response read(String method) throws IOException {
    String statusLine = readLine();
    if (statusLine.isEmpty()) {
      return null;
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    String body =
        method.equals("HEAD") ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    Response response = new Response(Integer.parseInt(statusLine.substring(9, 12)), headers, body);
    check(response);
    return response;
  }

  private void check(Response response) {
    if (response.status() < 200) {
      // 100 Continue: the response is still to come.
      return;
    }
    OpenApiRawRequests.Request request = requests.next();
    OpenApiContract.PUBLISHED.check(
        new OpenApiContract.Exchange(
            request.method(),
            request.target(),
            request.body(),
            response.status(),
            response.headers(),
            response.body()));
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        line.write(b);
      }
    } catch (SocketException e) {
      // Reset by the server: the end, as good as a close.
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Response(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(" | ", headers.getOrDefault(name, List.of()));
    }
  }
}
