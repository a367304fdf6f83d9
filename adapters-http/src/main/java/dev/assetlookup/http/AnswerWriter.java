package dev.assetlookup.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Corrects what Helidon writes on its way to the socket: Helidon 4.5.0 gives 204 and 304 a {@code
 * Content-Length}, says {@code keep-alive} where {@link RequestReader} ends the connection, and
 * does not say how long it keeps one open.
 */
final class AnswerWriter implements DataWriter {
  private static final byte[] KEEP_ALIVE = ascii("\r\nConnection: keep-alive\r\n");
  private static final byte[] CLOSE = ascii("\r\nConnection: close\r\n");
  private static final byte[] NO_LENGTH = ascii("\r\nContent-Length: 0\r\n");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final byte[] NOTHING = ascii("\r\n");
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final ClientConnection connection;
  private final ClientSocket socket;
  private final RequestReader requests;
  private final byte[] hint;

  AnswerWriter(ClientConnection connection, ClientSocket socket, RequestReader requests) {
    this.connection = connection;
    this.socket = socket;
    this.requests = requests;
    this.hint =
        ascii(
            "\r\nConnection: keep-alive\r\nKeep-Alive: timeout="
                + socket.limits().idle().toSeconds()
                + "\r\n");
  }

  @Override
  public void write(BufferData... buffers) {
    for (BufferData buffer : buffers) {
      write(buffer);
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    write(buffers);
  }

  @Override
  public void writeNow(BufferData buffer) {
    write(buffer);
  }

  @Override
  public void write(BufferData buffer) {
    byte[] bytes = buffer.readBytes();
    if (!requests.isAnswered()) {
      bytes = begin(bytes);
    } else if (requests.isHead()) {
      return;
    }
    socket.write(bytes);
  }

  /** Helidon writes the head of an answer in one piece, alone or with what follows. */
  private byte[] begin(byte[] answer) {
    int end = indexOf(answer, END, answer.length) + END.length;
    boolean isLast = indexOf(answer, CLOSE, end) >= 0 || connection.isStopping();
    requests.answering(isLast);
    byte[] mended = answer;
    if (!isLast) {
      mended = replaced(mended, end, KEEP_ALIVE, requests.isLast() ? CLOSE : hint);
    } else if (indexOf(answer, CLOSE, end) < 0) {
      mended = replaced(mended, end, KEEP_ALIVE, CLOSE);
    }
    String status = new String(answer, STATUS_AT, 3, StandardCharsets.US_ASCII);
    if (status.equals("204") || status.equals("304")) {
      mended = replaced(mended, mended.length, NO_LENGTH, NOTHING);
    }
    if (requests.isHead() && answer.length > end) {
      mended = Arrays.copyOf(mended, indexOf(mended, END, mended.length) + END.length);
    }
    return mended;
  }

  private static byte[] replaced(byte[] text, int end, byte[] old, byte[] replacement) {
    int at = indexOf(text, old, end);
    if (at < 0) {
      return text;
    }
    byte[] result = new byte[text.length - old.length + replacement.length];
    System.arraycopy(text, 0, result, 0, at);
    System.arraycopy(replacement, 0, result, at, replacement.length);
    System.arraycopy(
        text, at + old.length, result, at + replacement.length, text.length - at - old.length);
    return result;
  }

  private static int indexOf(byte[] text, byte[] wanted, int end) {
    for (int i = 0; i + wanted.length <= end; i++) {
      if (text[i] == wanted[0]
          && Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
