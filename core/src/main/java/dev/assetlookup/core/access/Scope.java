package dev.assetlookup.core.access;

/**
 * A permission, matched exactly.
 *
 * @param value {@code *}, or 1 to 64 of {@code a-z0-9:._-} beginning with a letter
 */
public record Scope(String value) implements Comparable<Scope> {
  /** Reading content. */
  public static final Scope CONTENT_READ = new Scope("content:read");

  /** Publishing and deleting content. */
  public static final Scope CONTENT_WRITE = new Scope("content:write");

  /** Reading who changed what, operators and other keys included. */
  public static final Scope AUDIT_READ = new Scope("audit:read");

  /** Managing the API keys of the organization, as far as the own key reaches. */
  public static final Scope KEYS_MANAGE = new Scope("keys:manage");

  /**
   * Every data scope; scopes that begin with {@code org:}, {@code audit:} or {@code keys:} are not
   * data scopes: they tell of the organization itself, or would let a key give itself more.
   */
  public static final Scope ALL_DATA = new Scope("*");

  private static final int MAX_LENGTH = 64;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public Scope {
    if (!value.equals("*") && !isName(value)) {
      throw new IllegalArgumentException(
          "not a scope such as content:read, content:write or *: " + value);
    }
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || ":._-".indexOf(c) >= 0))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@link #ALL_DATA} includes this scope.
   *
   * @return false for what tells of, or administers, the organization itself
   */
  public boolean isData() {
    return !value.startsWith("org:") && !value.startsWith("audit:") && !value.startsWith("keys:");
  }

  @Override
  public int compareTo(Scope other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
