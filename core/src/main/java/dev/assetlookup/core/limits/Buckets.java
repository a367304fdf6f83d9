package dev.assetlookup.core.limits;

/** Makes buckets, each of which has a name. Thread-safe. */
@FunctionalInterface
public interface Buckets {
  /** Buckets of this process. */
  Buckets LOCAL = (name, rate, now) -> Bucket.of(rate, now);

  /**
   * Makes a bucket.
   *
   * @param name says what it limits; two of one name, perhaps in several processes, are meant to be
   *     one
   * @param rate how much it holds
   * @param now the time, in nanoseconds
   * @return a new bucket
   */
  Bucket bucket(String name, Rate rate, long now);
}
