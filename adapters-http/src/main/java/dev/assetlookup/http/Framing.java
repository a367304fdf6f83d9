package dev.assetlookup.http;

import io.helidon.http.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the headers of one request say where its body ends, by RFC 9112, 6. */
final class Framing {
  private static final int MAX_LENGTH_DIGITS = 18;

  private final String method;
  private @Nullable String transferEncoding;
  private long length = -1;

  /** No body, unless headers are added. */
  Framing(String method) {
    this.method = method;
  }

  /** Whether there is a header that speaks of a body. */
  boolean isThere() {
    return length >= 0 || isChunked();
  }

  boolean isChunked() {
    return transferEncoding != null;
  }

  /** The length of the body, 0 if there is none; meaningless if it is chunked. */
  long length() {
    return Math.max(0, length);
  }

  void addContentLength(String value) {
    if (length >= 0 || value.isEmpty() || !Characters.areDigits(value)) {
      throw Malformed.LENGTH.asException(method);
    }
    if (value.length() > MAX_LENGTH_DIGITS) {
      throw Malformed.refused(Status.REQUEST_ENTITY_TOO_LARGE_413, method);
    }
    length = Long.parseLong(value);
  }

  void addTransferEncoding(String value) {
    String coding = value.toLowerCase(Locale.ROOT);
    transferEncoding = transferEncoding == null ? coding : transferEncoding + "," + coding;
  }

  /** Checks all of it, when there are no more headers. */
  void check(boolean isHttp10) {
    if (transferEncoding == null) {
      return;
    }
    if (length >= 0) {
      throw Malformed.BOTH_FRAMINGS.asException(method);
    }
    String[] codings = transferEncoding.split(",", -1);
    for (int i = 0; i < codings.length; i++) {
      boolean last = i == codings.length - 1;
      if (codings[i].strip().equals("chunked") != last) {
        throw Malformed.TRANSFER_ENCODING.asException(method);
      }
    }
    if (isHttp10) {
      throw Malformed.TRANSFER_ENCODING.asException(method);
    }
    if (codings.length > 1) {
      throw Malformed.refused(Status.NOT_IMPLEMENTED_501, method);
    }
  }
}
