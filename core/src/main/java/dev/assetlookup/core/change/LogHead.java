package dev.assetlookup.core.change;

/**
 * How far the change log of one organization has come.
 *
 * @param last the place behind the last change, {@link LogPosition#START} if there was none
 * @param keyRevision the number of the last change of an API key, 0 if there was none
 */
public record LogHead(LogPosition last, long keyRevision) {
  /** The log of an organization that nobody has written to. */
  public static final LogHead EMPTY = new LogHead(LogPosition.START, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the key revision is negative or beyond the last change
   */
  public LogHead {
    if (keyRevision < 0 || keyRevision > last.sequence()) {
      throw new IllegalArgumentException("not a key revision: " + keyRevision);
    }
  }
}
