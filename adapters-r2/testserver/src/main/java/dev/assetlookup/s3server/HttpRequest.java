package dev.assetlookup.s3server;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request off the wire; header values are their bytes, read as ISO 8859-1. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpRequest(String method, String target, List<Header> headers, byte[] body) {

  @Nullable String header(String name) {
    return first(headers, name);
  }

  static @Nullable String first(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  boolean keepsAlive() {
    String connection = header("Connection");
    return connection == null || !connection.toLowerCase(Locale.ROOT).contains("close");
  }
}
