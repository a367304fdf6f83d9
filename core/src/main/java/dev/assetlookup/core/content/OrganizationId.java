package dev.assetlookup.core.content;

import java.util.Optional;

/**
 * Names an organization, the owner of containers and API keys.
 *
 * @param value 1 to 64 of {@code A-Za-z0-9._-}, compared exactly
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {
  /** Longest value, in characters. */
  public static final int MAX_LENGTH = 64;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} is not of the form above
   */
  public OrganizationId {
    Texts.require(isLegal(value), "an organization id (1 to 64 of A-Za-z0-9._-)", value);
  }

  /**
   * Reads text from outside.
   *
   * @param text any text
   * @return the id, or empty if no organization can have it
   */
  public static Optional<OrganizationId> parse(String text) {
    return isLegal(text) ? Optional.of(new OrganizationId(text)) : Optional.empty();
  }

  private static boolean isLegal(String text) {
    return Ascii.isName(text, MAX_LENGTH);
  }

  @Override
  public int compareTo(OrganizationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
