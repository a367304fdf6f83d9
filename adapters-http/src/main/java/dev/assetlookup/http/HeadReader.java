package dev.assetlookup.http;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/** Waits for the head of a request, and bounds its size. Used for one request. */
final class HeadReader {
  private final ClientSocket socket;
  private final ArrivedBytes arrived;
  // How much of what has arrived belongs to the head.
  private int at;
  private int lineStart;
  // With its end; negative until it has arrived.
  private int requestLineLength = -1;

  HeadReader(ClientSocket socket, ArrivedBytes arrived) {
    this.socket = socket;
    this.arrived = arrived;
  }

  /** Takes the head with its empty line; null if there is no further request. */
  byte @Nullable [] read() {
    while (!isComplete()) {
      boolean begun = at > 0;
      socket.enter(begun ? ConnectionPhase.HEAD : ConnectionPhase.WAITING);
      if (!arrived.fill()) {
        if (begun) {
          throw Malformed.CUT.asException(method());
        }
        return null;
      }
    }
    return arrived.take(at);
  }

  private boolean isComplete() {
    if (at == 0) {
      dropEmptyLines();
      if (arrived.size() == 1 && arrived.at(0) == '\r') {
        return false;
      }
    }
    while (at < arrived.size()) {
      boolean isLineFeed = arrived.at(at) == '\n';
      boolean isAfterReturn = at > 0 && arrived.at(at - 1) == '\r';
      if (isLineFeed != isAfterReturn) {
        throw Malformed.LINE_END.asException(method());
      }
      at++;
      if (isLineFeed) {
        if (requestLineLength >= 0 && at - lineStart == 2) {
          return true;
        }
        requestLineLength = requestLineLength < 0 ? at : requestLineLength;
        lineStart = at;
      }
      checkSize();
    }
    return false;
  }

  /** RFC 9112, 2.2: empty lines before a request are ignored. */
  private void dropEmptyLines() {
    while (arrived.size() > 1 && arrived.at(0) == '\r' && arrived.at(1) == '\n') {
      arrived.drop(2);
    }
  }

  private void checkSize() {
    if (requestLineLength < 0 && at > RequestHead.MAX_LINE) {
      throw refused(Status.REQUEST_URI_TOO_LONG_414);
    }
    if (requestLineLength >= 0 && at - requestLineLength > RequestHead.MAX_HEADERS) {
      throw refused(ApiError.HEADERS_TOO_LARGE_431);
    }
  }

  private RequestException refused(Status status) {
    return Malformed.refused(status, method());
  }

  private String method() {
    return RequestHead.methodIn(arrived.copy());
  }
}
