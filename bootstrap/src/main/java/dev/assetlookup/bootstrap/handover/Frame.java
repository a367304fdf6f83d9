package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One message between a server and a client. Compared by identity. */
final class Frame {
  /** How much of a stream one frame carries at most. */
  static final int CHUNK = 64 * 1024;

  /** What an answer begins with. */
  static final byte DONE = 0;

  static final byte FAILED = 1;
  static final byte AT_END = 2;

  private static final int SMALL = CHUNK + 1024;
  // The arguments alone may be 2 MiB on Linux.
  private static final int LARGE = 8 * 1024 * 1024;

  private static final Type[] TYPES = Type.values();

  final Type type;
  final byte[] body;

  /** What a message is about; the codes are part of the protocol. */
  enum Type {
    // From the client.
    REQUEST(1, LARGE),
    WROTE_OUT(2, SMALL),
    WROTE_ERR(3, SMALL),
    OPENED(4, SMALL),
    DATA(5, SMALL),
    INTERRUPT(6, 0),
    // From the server.
    WRITE_OUT(7, SMALL),
    WRITE_ERR(8, SMALL),
    OPEN(9, SMALL),
    READ(10, 0),
    HEED_INTERRUPT(11, 0),
    USAGE(12, SMALL),
    EXIT(13, 1);

    final byte code;
    final int longest;

    Type(int code, int longest) {
      this.code = (byte) code;
      this.longest = longest;
    }

    static Type of(byte code) throws IOException {
      for (Type type : TYPES) {
        if (type.code == code) {
          return type;
        }
      }
      throw new IOException("unknown frame " + code);
    }
  }

  Frame(Type type, byte... body) {
    this.type = type;
    this.body = body;
  }

  static Frame of(Type type, String text) {
    return new Frame(type, utf8(text));
  }

  /** An answer that says how it went. */
  static Frame failed(Type type, String reason) {
    byte[] text = utf8(reason);
    byte[] body = new byte[1 + text.length];
    body[0] = FAILED;
    System.arraycopy(text, 0, body, 1, text.length);
    return new Frame(type, body);
  }

  private static byte[] utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= CHUNK ? bytes : Arrays.copyOf(bytes, CHUNK);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
