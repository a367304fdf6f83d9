package dev.assetlookup.core.content;

import java.util.Optional;

/**
 * Names an organization, the owner of containers and API keys, or its sandbox, which owns what its
 * test keys publish, as if it were an organization of its own.
 *
 * @param value 1 to 64 of {@code A-Za-z0-9._-}, compared exactly; for a sandbox, an organization of
 *     at most 59 with {@code ~test} behind it
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {
  /** Longest value, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final String SANDBOX = "~test";

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
    int end = text.length() - SANDBOX.length();
    return text.endsWith(SANDBOX)
        ? Ascii.isName(text.substring(0, end), MAX_LENGTH - SANDBOX.length())
        : Ascii.isName(text, MAX_LENGTH);
  }

  /**
   * The sandbox of this organization.
   *
   * @return its id; empty if this is one itself, or too long to have one
   */
  public Optional<OrganizationId> sandbox() {
    return parse(value + SANDBOX);
  }

  /**
   * Whether this is the sandbox of an organization.
   *
   * @return true if it ends in {@code ~test}
   */
  public boolean isSandbox() {
    return value.endsWith(SANDBOX);
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
