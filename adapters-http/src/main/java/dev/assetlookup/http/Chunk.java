package dev.assetlookup.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of a body with the lines around it that the chunked coding has (RFC 9112, 7.1). */
final class Chunk {
  private static final byte[] CR_LF = {'\r', '\n'};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private Chunk() {}

  static byte[] of(byte[] data) {
    byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = Arrays.copyOf(size, size.length + data.length + CR_LF.length);
    System.arraycopy(data, 0, chunk, size.length, data.length);
    System.arraycopy(CR_LF, 0, chunk, size.length + data.length, CR_LF.length);
    return chunk;
  }

  /** What ends a body, without trailers. */
  static byte[] last() {
    return LAST.clone();
  }
}
