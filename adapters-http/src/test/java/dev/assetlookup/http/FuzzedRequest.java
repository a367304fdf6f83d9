package dev.assetlookup.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A request made up at random.
 *
 * @param method as it is written
 * @param text all of it, a character for each byte
 * @param wellFormed whether RFC 9112 defines where it ends, so that one answer has to come
 */
record FuzzedRequest(String method, String text, boolean wellFormed) {
  private static final String CRLF = "\r\n";
  private static final String TOKEN = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz";
  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "HEAD", "PUT", "PUT", "PUT", "POST", "DELETE", "OPTIONS",
          "PATCH", "get", "BREW");
  private static final List<String> JUNK =
      List.of(
          CRLF,
          "\n",
          "\r",
          "\0",
          " ",
          "\t",
          ":",
          "0",
          "-1",
          "+",
          "%",
          "\u00ff",
          CRLF + " ",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Host: b\r\n",
          "Transfer-Encoding: identity\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "HTTP/1.1",
          "HTTP/2.0",
          "HTTP/1.9",
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

  /** What of a server's content requests ask for. */
  record Subject(List<String> keys, List<String> targets, String smuggled) {}

  /** Makes requests up; the same ones for the same seed. Not thread-safe. */
  static final class Source {
    private final Random random;
    private final Subject subject;

    Source(long seed, Subject subject) {
      this.random = new Random(seed);
      this.subject = subject;
    }

    Random random() {
      return random;
    }

    FuzzedRequest next() {
      // Of what is not well-formed, a part may rightly be taken for a request. It is no HEAD, so
      // that the end of the answer is known.
      return random.nextInt(3) == 0
          ? mutated(good(pick(METHODS).replace("HEAD", "GET"), ""))
          : good(random.nextInt(20) == 0 ? token(1, 20) : pick(METHODS), subject.smuggled());
    }

    /** In full accordance with the letter, however odd. */
    private FuzzedRequest good(String method, String smuggled) {
      StringBuilder head = new StringBuilder();
      head.append(method).append(' ').append(target()).append(' ');
      head.append(random.nextInt(15) == 0 ? "HTTP/1.0" : "HTTP/1.1").append(CRLF);
      head.append(cased("Host")).append(":").append(pick(List.of("a", " a:80", "[::1]")));
      head.append(CRLF);
      for (int i = random.nextInt(4) * random.nextInt(4); i > 0; i--) {
        head.append("X-").append(token(1, 12)).append(':').append(value(40)).append(CRLF);
      }
      if (random.nextInt(4) != 0) {
        head.append(cased("X-Api-Key")).append(": ").append(pick(subject.keys())).append(CRLF);
      }
      if (random.nextInt(6) == 0) {
        head.append("Connection: ")
            .append(pick(List.of("close", "keep-alive", "X-A, Close", "upgrade")))
            .append(CRLF);
      }
      if (random.nextInt(3) != 0) {
        head.append("Content-Type: ")
            .append(pick(List.of("application/json", "application/json;charset=UTF-8", "a/b")))
            .append(CRLF);
      }
      if (random.nextInt(8) == 0) {
        head.append("If-Match: ")
            .append(pick(List.of("*", "\"a\"", "W/\"a\", \"b\"")))
            .append(CRLF);
      }
      if (random.nextInt(400) == 0) {
        head.append("X-Long: ").append("a".repeat(20_000)).append(CRLF);
      }
      return new FuzzedRequest(method, text(withBody(head, smuggled)), true);
    }

    private byte[] withBody(StringBuilder head, String smuggled) {
      if (random.nextInt(3) == 0) {
        return bytes(head.append(CRLF).toString());
      }
      byte[] body = body(smuggled);
      if (random.nextInt(6) == 0) {
        head.append("Expect: 100-").append(pick(List.of("continue", "Continue"))).append(CRLF);
      }
      if (random.nextBoolean()) {
        head.append(cased("Content-Length")).append(": ").append(body.length).append(CRLF);
        return joined(bytes(head.append(CRLF).toString()), body);
      }
      head.append(cased("Transfer-Encoding")).append(": ").append(cased("chunked")).append(CRLF);
      return joined(bytes(head.append(CRLF).toString()), chunked(body));
    }

    private byte[] chunked(byte[] body) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int at = 0;
      while (at < body.length) {
        int size = Math.min(body.length - at, 1 + random.nextInt(300));
        out.writeBytes(bytes("0".repeat(random.nextInt(3)) + Integer.toHexString(size)));
        out.writeBytes(bytes(extension() + CRLF));
        out.write(body, at, size);
        out.writeBytes(bytes(CRLF));
        at += size;
      }
      out.writeBytes(bytes("0" + extension() + CRLF));
      for (int i = random.nextInt(3) - 1; i > 0; i--) {
        out.writeBytes(bytes("X-" + token(1, 9) + ": " + value(9) + CRLF));
      }
      out.writeBytes(bytes(CRLF));
      return out.toByteArray();
    }

    private String extension() {
      return random.nextInt(5) == 0 ? ";" + token(1, 5) + "=" + token(1, 5) : "";
    }

    private byte[] body(String smuggled) {
      return switch (random.nextInt(5)) {
        case 0 -> bytes(smuggled);
        case 1 -> bytes("{\"assets\":[{\"url\":\"https://m.test/" + token(0, 9) + ".png\"}]}");
        case 2 -> bytes("{\"assets\":[],\"caption\":\"" + value(60) + "\"}");
        case 3 -> {
          byte[] some = new byte[random.nextInt(2_000)];
          random.nextBytes(some);
          yield some;
        }
        default -> bytes("{\"assets\":[" + "[".repeat(random.nextInt(200)));
      };
    }

    private String target() {
      String target = pick(subject.targets());
      return switch (random.nextInt(12)) {
        case 0 -> "http://a.test" + target;
        case 1 -> target + "?" + pick(List.of("limit", "since", "x", "%5B")) + "=" + escaped();
        case 2 -> target + "/" + escaped();
        case 3 -> "/" + escaped();
        case 4 -> random.nextInt(20) == 0 ? target + "a".repeat(9_000) : target;
        default -> target;
      };
    }

    private String escaped() {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i > 0; i--) {
        text.append("%%%02x".formatted(random.nextInt(256)));
        text.append(pick(List.of("", "a", ".", "..", "/", "~", ";", "@", "!")));
      }
      return text.toString();
    }

    /** Cut, or with something in it that is not as it should be, or perhaps is by chance. */
    private FuzzedRequest mutated(FuzzedRequest good) {
      byte[] bytes = bytes(good.text());
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        // Mostly in the head, where the form is.
        int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 80) : bytes.length);
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
        bytes =
            switch (random.nextInt(5)) {
              case 0 -> before.length > 1 ? before : bytes;
              case 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
              }
              case 2 -> joined(before, after.length > 3 ? cut(after) : after);
              default -> joined(joined(before, bytes(pick(JUNK))), after);
            };
      }
      return new FuzzedRequest(good.method(), text(bytes), false);
    }

    private byte[] cut(byte[] bytes) {
      return Arrays.copyOfRange(bytes, 1 + random.nextInt(3), bytes.length);
    }

    private String cased(String text) {
      return switch (random.nextInt(6)) {
        case 0 -> text.toLowerCase(Locale.ROOT);
        case 1 -> text.toUpperCase(Locale.ROOT);
        default -> text;
      };
    }

    private String token(int least, int most) {
      StringBuilder text = new StringBuilder();
      for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
        text.append(TOKEN.charAt(random.nextInt(TOKEN.length())));
      }
      return text.toString();
    }

    /** Visible characters, spaces and tabs, and bytes beyond ASCII. */
    private String value(int most) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(most); i > 0; i--) {
        int c = ' ' + random.nextInt(256 - ' ');
        text.append(c == 0x7f ? '\t' : (char) c);
      }
      return text.toString();
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  byte[] bytes() {
    return bytes(text);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
