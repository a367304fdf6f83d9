package dev.assetlookup.bootstrap.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Settling beside the requests: when, until when, and what is logged of it. */
class LimitSharingTest {
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch claimed = new CountDownLatch(1);
  private boolean down;

  private List<Claim.Settlement> settle(List<Claim> claims) {
    if (down) {
      throw new StoreUnavailableException("planted", new IOException("planted"));
    }
    first.countDown();
    List<Claim.Settlement> settlements = claims.stream().map(claim -> claim.settle(0, 0)).toList();
    if (!claims.isEmpty()) {
      claimed.countDown();
    }
    return settlements;
  }

  @Test
  void what_is_taken_is_settled_in_another_thread_until_it_is_closed() throws Exception {
    Thread thread;
    try (LimitSharing sharing = new LimitSharing(this::settle)) {
      sharing.start();
      first.await();
      Bucket bucket = sharing.buckets().bucket("a", new Rate(60), System.nanoTime());
      while (claimed.getCount() > 0) {
        bucket.take(System.nanoTime());
        Thread.onSpinWait();
      }
      thread = sharing.thread();
    }
    thread.join();
  }

  @Test
  void a_loss_is_logged_once_and_so_is_its_end() {
    try (CapturedLog log = new CapturedLog(LimitSharing.class);
        LimitSharing sharing = new LimitSharing(this::settle)) {
      sharing.settle();
      down = true;
      // With nothing to settle nobody is asked, so that something has to be.
      sharing.buckets().bucket("a", new Rate(60), System.nanoTime()).take(System.nanoTime());
      sharing.settle();
      sharing.settle();
      down = false;
      sharing.settle();
      sharing.settle();
      assertThat(log.lines)
          .satisfiesExactly(
              lost -> assertThat(lost).startsWith("WARNING ").contains("each has them for itself"),
              found -> assertThat(found).startsWith("INFO ").endsWith("again"));
    }
  }

  /** Waits by a clock that it moves, in steps. */
  private final class Paused implements AutoCloseable {
    private long now;
    private final LimitSharing sharing =
        new LimitSharing(LimitSharingTest.this::settle, () -> now, this::park);
    private final Runnable meanwhile;
    private final long at;

    /** In the pause, after so many milliseconds, something happens. */
    Paused(long at, Consumer<LimitSharing> meanwhile) {
      this.at = now + TimeUnit.MILLISECONDS.toNanos(at);
      this.meanwhile = () -> meanwhile.accept(sharing);
    }

    private void park(long nanos) {
      assertThat(nanos).isPositive();
      boolean before = now < at;
      now += before ? Math.min(nanos, at - now) : nanos;
      if (before && now == at) {
        meanwhile.run();
      }
    }

    long millis() {
      sharing.settle();
      long begun = now;
      sharing.pause();
      return TimeUnit.NANOSECONDS.toMillis(now - begun);
    }

    @Override
    public void close() {
      sharing.close();
    }
  }

  private static void take(LimitSharing sharing) {
    sharing.buckets().bucket("a", new Rate(60), System.nanoTime()).take(System.nanoTime());
  }

  private long pause(long at, Consumer<LimitSharing> meanwhile) {
    try (Paused paused = new Paused(at, meanwhile)) {
      return paused.millis();
    }
  }

  @Test
  void rounds_are_half_a_second_to_a_second_apart_and_not_all_alike() {
    List<Long> pauses =
        LongStream.range(0, 50).map(i -> pause(5_000, sharing -> {})).boxed().toList();
    assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(500L, 1_000L));
    assertThat(Set.copyOf(pauses)).hasSizeGreaterThan(1);
  }

  @Test
  void a_bucket_that_runs_low_ends_a_pause_but_not_before_20_ms() {
    assertThat(pause(300, LimitSharingTest::take)).isEqualTo(300);
    assertThat(pause(5, LimitSharingTest::take)).isEqualTo(20);
  }

  @Test
  void a_pause_ends_with_the_server() {
    assertThat(pause(5, LimitSharing::close)).isEqualTo(5);
  }
}
