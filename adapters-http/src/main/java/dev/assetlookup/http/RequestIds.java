package dev.assetlookup.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids: {@code req_} and a ULID. They identify a request and prove nothing. */
final class RequestIds {
  private static final byte[] DIGITS =
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX_LENGTH = 4;
  private static final int TIME_DIGITS = 10;
  private static final int HALF_DIGITS = 8;
  private static final long TIME_BITS = (1L << 48) - 1;

  private RequestIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] id = new byte[PREFIX_LENGTH + TIME_DIGITS + 2 * HALF_DIGITS];
    id[0] = 'r';
    id[1] = 'e';
    id[2] = 'q';
    id[3] = '_';
    write(id, PREFIX_LENGTH, TIME_DIGITS, System.currentTimeMillis() & TIME_BITS);
    write(id, PREFIX_LENGTH + TIME_DIGITS, HALF_DIGITS, random.nextLong());
    write(id, PREFIX_LENGTH + TIME_DIGITS + HALF_DIGITS, HALF_DIGITS, random.nextLong());
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private static void write(byte[] id, int start, int digits, long bits) {
    long rest = bits;
    for (int i = start + digits - 1; i >= start; i--) {
      id[i] = DIGITS[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
