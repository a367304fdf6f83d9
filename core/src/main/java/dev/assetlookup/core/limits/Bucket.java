package dev.assetlookup.core.limits;

/**
 * Holds the permits of one rate. Time is a number of nanoseconds that never goes back, such as
 * {@link System#nanoTime}, so that a wall clock that is set does no harm. Thread-safe.
 */
public interface Bucket {
  /**
   * Takes a permit, if there is one.
   *
   * @param now the time; one that is earlier than that of another call counts as that
   * @return if there was one, how long the bucket takes to be full again, in nanoseconds, more than
   *     0; if there was none, the time until there is one, as a negative number
   */
  long take(long now);

  /** Gives a permit back that was taken for nothing. */
  void giveBack();

  /**
   * Looks, and takes nothing.
   *
   * @param now the time
   * @return if there is a permit, how long the bucket takes to be full, 0 or more; if there is
   *     none, the time until there is one, as a negative number
   */
  long peek(long now);

  /**
   * A full bucket.
   *
   * @param rate how much it holds, and how fast it fills
   * @param now the time
   * @return a new bucket
   */
  static Bucket of(Rate rate, long now) {
    return new PacedBucket(rate, now);
  }
}
