package dev.assetlookup.core.feed;

import static dev.assetlookup.core.feed.Feed.READER;
import static dev.assetlookup.core.feed.Feed.after;
import static dev.assetlookup.core.feed.Feed.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.SharedBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrimChangesTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int CHANGES = 1_200;

  private final Feed feed = new Feed();
  private Instant later = Instant.now().plus(Duration.ofHours(1));
  private final TrimChanges trimming = TrimChanges.over(feed.store, () -> later, DAY);

  @Test
  void what_is_older_than_the_retention_is_forgotten_but_for_the_last() {
    for (int i = 0; i < CHANGES; i++) {
      feed.publish(i, "a.png");
    }
    ReadChanges changes = feed.lookup.changes();
    LogPosition last = now(changes);
    assertThat(trimming.trim(() -> false)).isZero();
    later = later.plus(DAY);
    assertThat(trimming.trim(() -> true)).isZero();
    assertThat(trimming.trim(() -> false)).isEqualTo(CHANGES - 1);
    assertThat(changes.read(READER, after(LogPosition.START)))
        .isEqualTo(new ReadChanges.Result.Expired());
    assertThat(changes.read(READER, after(last))).isInstanceOf(ReadChanges.Result.Page.class);
  }

  @Test
  void changes_are_kept_for_some_time() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrimChanges.over(feed.store, Instant::now, Duration.ZERO));
  }

  /** A thousand and two hundred buckets that nobody uses. */
  private static final class Unused implements SharedBudget {
    private int left = CHANGES;

    @Override
    public List<Claim.Settlement> settle(List<Claim> claims) {
      return List.of();
    }

    @Override
    public int forget(int limit) {
      assertThat(limit).isBetween(1, CHANGES / 2);
      int forgotten = Math.min(left, limit);
      left -= forgotten;
      return forgotten;
    }
  }

  @Test
  void buckets_that_nobody_uses_are_forgotten_by_steps() {
    TrimChanges buckets = TrimChanges.ofBuckets(new Unused());
    assertThat(buckets.trim(() -> true)).isZero();
    assertThat(buckets.trim(() -> false)).isEqualTo(CHANGES);
    assertThat(buckets.trim(() -> false)).isZero();
    SharedBudget none = claims -> List.of();
    assertThat(TrimChanges.ofBuckets(none).trim(() -> false)).isZero();
  }
}
