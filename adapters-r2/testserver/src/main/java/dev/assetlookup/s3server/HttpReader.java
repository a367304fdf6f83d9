package dev.assetlookup.s3server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection. An {@code Expect: 100-continue} gets no interim answer, as
 * with R2: the body is waited for.
 */
final class HttpReader {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_BODY_BYTES = 1 << 30;

  private final InputStream in;
  private byte[] buffer = new byte[8 * 1024];
  private int start;
  private int end;

  HttpReader(InputStream in) {
    this.in = in;
  }

  /** The next request, or null if the client has closed the connection between two. */
  @Nullable HttpRequest next() throws IOException, Refusal {
    int headEnd = headEnd();
    if (headEnd < 0) {
      return null;
    }
    String head = new String(buffer, start, headEnd - start, StandardCharsets.ISO_8859_1);
    start = headEnd + 4;
    String[] lines = head.split("\r\n", -1);
    String[] requestLine = lines[0].split(" ", -1);
    if (requestLine.length != 3 || !requestLine[2].equals("HTTP/1.1")) {
      throw new Refusal(400, "BadRequest", "This is not HTTP/1.1");
    }
    List<Header> headers = new ArrayList<>(lines.length);
    for (int i = 1; i < lines.length; i++) {
      headers.add(header(lines[i]));
    }
    return new HttpRequest(requestLine[0], requestLine[1], List.copyOf(headers), body(headers));
  }

  private static Header header(String line) throws Refusal {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new Refusal(400, "BadRequest", "A header line has no name");
    }
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private int headEnd() throws IOException, Refusal {
    int searched = start;
    while (true) {
      for (int i = searched; i <= end - 4; i++) {
        if (buffer[i] == '\r'
            && buffer[i + 1] == '\n'
            && buffer[i + 2] == '\r'
            && buffer[i + 3] == '\n') {
          return i;
        }
      }
      int kept = Math.min(end - start, 3);
      searched = end - kept;
      int moved = makeRoom();
      searched -= moved;
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        if (end > start) {
          throw new EOFException("The client closed the connection within a request");
        }
        return -1;
      }
      end += read;
    }
  }

  /** Moves what is unread to the front, and makes the buffer larger if it is full. */
  private int makeRoom() throws Refusal {
    int moved = start;
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      if (end >= MAX_HEAD_BYTES) {
        throw new Refusal(431, "RequestHeaderSectionTooLarge", "The headers are too large");
      }
      buffer = Arrays.copyOf(buffer, 2 * end);
    }
    return moved;
  }

  private byte[] body(List<Header> headers) throws IOException, Refusal {
    if (HttpRequest.first(headers, "Transfer-Encoding") != null) {
      throw Refusal.notImplemented("Transfer-Encoding");
    }
    int length = length(HttpRequest.first(headers, "Content-Length"));
    byte[] body = new byte[length];
    int buffered = Math.min(length, end - start);
    System.arraycopy(buffer, start, body, 0, buffered);
    start += buffered;
    if (in.readNBytes(body, buffered, length - buffered) < length - buffered) {
      throw new EOFException("The client closed the connection within a body");
    }
    return body;
  }

  private static int length(@Nullable String header) throws Refusal {
    if (header == null) {
      return 0;
    }
    try {
      long length = Long.parseLong(header);
      if (length < 0) {
        throw Refusal.invalidArgument("Content-Length");
      }
      if (length > MAX_BODY_BYTES) {
        throw new Refusal(400, "EntityTooLarge", "The body is too large for this server");
      }
      return (int) length;
    } catch (NumberFormatException e) {
      throw Refusal.invalidArgument("Content-Length");
    }
  }
}
