package dev.assetlookup.core.limits;

/**
 * How many requests a minute are taken: a bucket of so many, which fills evenly, so that as many
 * may come at once after a pause.
 *
 * @param permits requests a minute, 1 to {@value #MOST}
 */
public record Rate(int permits) {
  /** The highest rate that there is. */
  public static final int MOST = 100_000_000;

  /** The length of the window in seconds. */
  public static final int SECONDS = 60;

  private static final long WINDOW = SECONDS * 1_000_000_000L;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public Rate {
    if (permits < 1 || permits > MOST) {
      throw new IllegalArgumentException("a rate is 1 to 100,000,000 a minute, not " + permits);
    }
  }

  /**
   * How long a bucket takes to gain one permit.
   *
   * @return nanoseconds
   */
  public long interval() {
    return WINDOW / permits;
  }

  /**
   * How long an empty bucket takes to be full.
   *
   * @return nanoseconds, at most a minute
   */
  public long window() {
    return interval() * permits;
  }

  /**
   * How many requests would still be taken now.
   *
   * @param taken what {@link Bucket#take} of such a bucket returned
   * @return 0 to {@link #permits}
   */
  public int left(long taken) {
    return taken < 0 ? 0 : (int) Math.max(0, (window() - taken) / interval());
  }

  /**
   * How long the bucket takes to be full again, if nobody asks.
   *
   * @param taken what {@link Bucket#take} of such a bucket returned
   * @return nanoseconds
   */
  public long untilFull(long taken) {
    return taken < 0 ? window() - interval() - taken : taken;
  }
}
