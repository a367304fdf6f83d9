package dev.assetlookup.core.access;

/**
 * The public part of an API key, fit for logs.
 *
 * @param value 16 upper-case base32 characters ({@code A-Z2-7})
 */
public record ApiKeyId(String value) implements Comparable<ApiKeyId> {
  /** How many characters it has. */
  public static final int LENGTH = 16;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public ApiKeyId {
    if (!isLegal(value)) {
      throw new IllegalArgumentException("not an API key id (16 characters of A-Z2-7)");
    }
  }

  /**
   * Whether a text has the form of an id.
   *
   * @param text any text
   * @return true for 16 characters of {@code A-Z2-7}
   */
  public static boolean isLegal(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(ApiKeyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
