package dev.assetlookup.core.content;

import java.util.Optional;
import java.util.UUID;

/**
 * Names a container within its organization. Written {@code cnt_<lower-case uuid>}.
 *
 * @param uuid the 128 bits behind every accepted spelling
 */
public record ContainerId(UUID uuid) implements Comparable<ContainerId> {
  private static final String PREFIX = "cnt_";
  private static final int UUID_LENGTH = 36;
  private static final int ULID_LENGTH = 26;

  /**
   * Reads text from outside: a UUID in either case, or the 26 Crockford base32 characters (either
   * case) of the same 128 bits, both with or without {@code cnt_}.
   *
   * @param text any text
   * @return the id, or empty if no container can have it
   */
  public static Optional<ContainerId> parse(String text) {
    int start = text.startsWith(PREFIX) ? PREFIX.length() : 0;
    return switch (text.length() - start) {
      case UUID_LENGTH -> uuid(text, PREFIX).map(ContainerId::new);
      case ULID_LENGTH -> parseUlid(text, start);
      default -> Optional.empty();
    };
  }

  /** The UUID, in either case, that a text is, with or without a prefix. */
  static Optional<UUID> uuid(String text, String prefix) {
    int start = text.startsWith(prefix) ? prefix.length() : 0;
    if (text.length() - start != UUID_LENGTH) {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(start + i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return Optional.empty();
        }
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      high = (high << 4) | (low >>> 60);
      low = (low << 4) | digit;
    }
    return Optional.of(new UUID(high, low));
  }

  private static Optional<ContainerId> parseUlid(String text, int start) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < ULID_LENGTH; i++) {
      int digit = crockfordDigit(text.charAt(start + i));
      // 26 characters hold 130 bits: the first may use three of its five.
      if (digit < 0 || (i == 0 && digit > 7)) {
        return Optional.empty();
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    return Optional.of(new ContainerId(new UUID(high, low)));
  }

  private static int crockfordDigit(char c) {
    return c >= 'a' && c <= 'z'
        ? "0123456789abcdefghjkmnpqrstvwxyz".indexOf(c)
        : "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(c);
  }

  /** Orders as the lower-case text does, which is also how databases order a UUID. */
  @Override
  public int compareTo(ContainerId other) {
    int high =
        Long.compareUnsigned(uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
  }

  /** The one form that is emitted: {@code cnt_} and the lower-case UUID. */
  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
