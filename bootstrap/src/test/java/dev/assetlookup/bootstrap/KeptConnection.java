package dev.assetlookup.bootstrap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to a server, on which one thread asks request after request: it costs the machine
 * less than a client that can do more.
 */
final class KeptConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *(\\d+)");
  private static final Pattern TAG = Pattern.compile("(?i)\netag: *(\\S+)");

  private final Socket socket;
  private final InputStream in;

  KeptConnection(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** What came back; the tag is empty if there was none. */
  record Answer(int status, String tag, String body) {}

  Answer get(String path, String key, String tag) throws IOException {
    send("GET", path, key, tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n", "");
    return read();
  }

  Answer send(String method, String path, String key, String json) throws IOException {
    send(method, path, key, json.isEmpty() ? "" : "Content-Type: application/json\r\n", json);
    return read();
  }

  /** Sends a request whose answer is read later. */
  void ask(String path, String key) throws IOException {
    send("GET", path, key, "", "");
  }

  private void send(String method, String path, String key, String headers, String body)
      throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    String message =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
            + key
            + "\r\n"
            + headers
            + length
            + "\r\n"
            + body;
    socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
  }

  /** The answer to the oldest request that has none. */
  Answer read() throws IOException {
    String head = head();
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    Matcher tag = TAG.matcher(head);
    return new Answer(
        Integer.parseInt(head.substring(9, 12)),
        tag.find() ? tag.group(1) : "",
        new String(body, StandardCharsets.UTF_8));
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int line = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed the connection after: " + head);
      }
      head.write(next);
      if (next == '\n' && line == 0) {
        return head.toString(StandardCharsets.US_ASCII);
      }
      line = next == '\n' ? 0 : next == '\r' ? line : line + 1;
    }
  }

  /** Whether the server has ended the connection, with nothing left to read. */
  boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
