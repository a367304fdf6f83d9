package dev.assetlookup.http;

import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;

/** The lines around the chunks of one body, by RFC 9112, 7.1. */
final class ChunkLines {
  private static final int MAX_DIGITS = 7;
  private static final int MAX_LINE = 4 * 1024;
  // Without this limit a client could send bytes for ever that do not count as body.
  private static final int MAX_TOTAL = 1024 * 1024;

  private final ArrivedBytes arrived;
  private final String method;
  private long total;

  ChunkLines(ArrivedBytes arrived, String method) {
    this.arrived = arrived;
    this.method = method;
  }

  /** Reads the line before a chunk, and after the last one the trailers, too; returns its size. */
  long readSize() {
    int length = lineLength();
    int digits = 0;
    long size = 0;
    while (digits < length && Character.digit(arrived.at(digits), 16) >= 0) {
      if (digits >= MAX_DIGITS && size > 0) {
        throw Malformed.refused(Status.REQUEST_ENTITY_TOO_LARGE_413, method);
      }
      size = size * 16 + Character.digit(arrived.at(digits), 16);
      digits++;
    }
    int extension = digits;
    while (extension < length && (arrived.at(extension) == ' ' || arrived.at(extension) == '\t')) {
      extension++;
    }
    if (digits == 0 || (extension < length && arrived.at(extension) != ';')) {
      throw Malformed.CHUNK_SIZE.asException(method);
    }
    arrived.drop(length + 2);
    if (size == 0) {
      readTrailers();
    }
    return size;
  }

  /** RFC 9112, 7.1.2: trailers may be ignored. */
  private void readTrailers() {
    for (int length = lineLength(); length > 0; length = lineLength()) {
      HeadLines.checkHeader(arrived.take(length), 0, length, method);
      arrived.drop(2);
    }
    arrived.drop(2);
  }

  /** Reads the end of a chunk. */
  void readEnd() {
    if (lineLength() != 0) {
      throw Malformed.CHUNK_END.asException(method);
    }
    arrived.drop(2);
  }

  /** Reads until a line is complete; returns its length without CR LF. */
  private int lineLength() {
    int at = 0;
    while (true) {
      at = indexOfReturn(at);
      if (at + 1 < arrived.size()) {
        if (arrived.at(at + 1) != '\n') {
          throw Malformed.LINE_END.asException(method);
        }
        total += at;
        if (total > MAX_TOTAL) {
          throw Malformed.CHUNK_EXTENSIONS.asException(method);
        }
        return at;
      }
      if (!arrived.fill()) {
        throw new CloseConnectionException("the body was cut");
      }
    }
  }

  private int indexOfReturn(int from) {
    int at = from;
    for (; at < arrived.size() && arrived.at(at) != '\r'; at++) {
      if (arrived.at(at) == '\n') {
        throw Malformed.LINE_END.asException(method);
      }
      if (at > MAX_LINE) {
        throw Malformed.CHUNK_EXTENSIONS.asException(method);
      }
    }
    return at;
  }
}
