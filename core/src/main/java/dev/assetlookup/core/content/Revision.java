package dev.assetlookup.core.content;

/**
 * How often a container was written. Grows with each publish and delete; 0 means never.
 *
 * @param number 0 or more
 */
public record Revision(long number) {
  /** The revision of a container that was never written. */
  public static final Revision NONE = new Revision(0);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code number} is negative
   */
  public Revision {
    if (number < 0) {
      throw new IllegalArgumentException("revision is negative: " + number);
    }
  }

  /**
   * The revision that the next write gets.
   *
   * @return this plus one
   */
  public Revision next() {
    return new Revision(Math.addExact(number, 1));
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
