package dev.assetlookup.core.limits;

import java.util.Objects;

/**
 * What one server has taken from a shared bucket, and what it wants for the coming second.
 *
 * @param bucket the bucket's name, at most 128 characters
 * @param rate of the bucket
 * @param spent permits that were taken ahead, before anybody was asked; 0 or more
 * @param wanted permits to take; if negative, so many are given back
 */
public record Claim(String bucket, Rate rate, int spent, int wanted) {
  /** Checks the arguments. */
  public Claim {
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(rate);
  }

  /**
   * What became of a claim.
   *
   * @param fullAt when the bucket is full again, to be remembered, in nanoseconds
   * @param untilFull how long that takes; more than {@link Rate#window} if more was taken ahead
   *     than there was
   * @param granted how many permits may be used, 0 to {@link Claim#wanted}
   */
  public record Settlement(long fullAt, long untilFull, int granted) {}

  /**
   * Takes from the bucket. One server gets at most half of what is left, so that the others find
   * something, too.
   *
   * @param fullAt when the bucket is full again, as it was remembered; any time in the past for one
   *     of which nothing is known
   * @param now the time by the same clock. One that was set back may cost a minute, and no more
   * @return the new state, and the permits
   */
  public Settlement settle(long fullAt, long now) {
    long interval = rate.interval();
    // No honest claims lead further: the clock was set back.
    long taken = Math.min(Math.max(0, fullAt - now), 2 * rate.window());
    taken += spent * interval;
    if (wanted < 0) {
      taken = Math.max(0, taken + wanted * interval);
      return new Settlement(now + taken, taken, 0);
    }
    long left = Math.max(0, (rate.window() - taken) / interval);
    int granted = (int) Math.min(wanted, (left + 1) / 2);
    taken += granted * interval;
    return new Settlement(now + taken, taken, granted);
  }
}
