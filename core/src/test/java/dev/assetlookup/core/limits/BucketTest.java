package dev.assetlookup.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  private static final long SECOND = 1_000_000_000;

  private static int takeAll(Bucket bucket, long now) {
    int taken = 0;
    while (bucket.take(now) > 0) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 30 * SECOND})
  void a_full_bucket_has_a_minute_of_permits_wherever_its_clock_begins(long now) {
    Bucket bucket = Bucket.of(new Rate(120), now);
    assertThat(takeAll(bucket, now)).isEqualTo(120);
    assertThat(takeAll(bucket, now + SECOND)).isEqualTo(2);
    assertThat(takeAll(bucket, now + 61 * SECOND)).isEqualTo(120);
    assertThat(takeAll(bucket, now + 600 * SECOND)).isEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 59, 60, 61, 7_919, 999_983, 1_000_000})
  void rates_of_every_size_hold_what_they_say(int permits) {
    Bucket bucket = Bucket.of(new Rate(permits), 5);
    assertThat(takeAll(bucket, 5)).isEqualTo(permits);
    // To the nanosecond of the interval, which is cut off: less than 0.1 %.
    assertThat(takeAll(bucket, 5 + 60 * SECOND)).isBetween(permits, permits + 1 + permits / 1_000);
  }

  @Test
  void what_is_taken_says_when_the_bucket_is_full_and_what_is_left() {
    Rate rate = new Rate(60);
    Bucket bucket = Bucket.of(rate, 0);
    long first = bucket.take(0);
    assertThat(first).isEqualTo(SECOND);
    assertThat(rate.left(first)).isEqualTo(59);
    assertThat(rate.untilFull(first)).isEqualTo(SECOND);
    takeAll(bucket, 0);
    long refused = bucket.take(SECOND / 4);
    assertThat(refused).isEqualTo(-3 * SECOND / 4);
    assertThat(rate.left(refused)).isZero();
    assertThat(rate.untilFull(refused)).isEqualTo(60 * SECOND - SECOND / 4);
    assertThat(bucket.take(SECOND)).isEqualTo(60 * SECOND);
  }

  @Test
  void a_refusal_takes_nothing() {
    Bucket bucket = Bucket.of(new Rate(60), 0);
    takeAll(bucket, 0);
    for (int i = 0; i < 1_000; i++) {
      bucket.take(SECOND - 1);
    }
    assertThat(takeAll(bucket, SECOND)).isEqualTo(1);
  }

  @Test
  void a_look_takes_nothing() {
    Bucket bucket = Bucket.of(new Rate(1), 0);
    assertThat(bucket.peek(0)).isZero();
    assertThat(bucket.peek(0)).isZero();
    bucket.take(0);
    assertThat(bucket.peek(SECOND)).isEqualTo(-59 * SECOND);
  }

  @Test
  void what_is_given_back_can_be_taken_again() {
    Bucket bucket = Bucket.of(new Rate(2), 0);
    takeAll(bucket, 0);
    bucket.giveBack();
    assertThat(takeAll(bucket, 0)).isEqualTo(1);
  }

  @Test
  void a_time_that_goes_back_frees_nothing() {
    Bucket bucket = Bucket.of(new Rate(60), 100 * SECOND);
    takeAll(bucket, 100 * SECOND);
    assertThat(takeAll(bucket, 40 * SECOND)).isZero();
    assertThat(takeAll(bucket, 101 * SECOND)).isEqualTo(1);
  }

  @Test
  void threads_that_take_at_once_get_no_more_than_there_is() throws InterruptedException {
    Bucket bucket = Bucket.of(new Rate(10_000), 0);
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> taken.addAndGet(takeAll(bucket, 0)));
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(taken).hasValue(10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Rate.MOST + 1})
  void a_rate_has_a_least_and_a_most(int permits) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(permits));
  }
}
