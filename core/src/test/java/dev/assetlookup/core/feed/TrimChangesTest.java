package dev.assetlookup.core.feed;

import static dev.assetlookup.core.feed.Feed.READER;
import static dev.assetlookup.core.feed.Feed.after;
import static dev.assetlookup.core.feed.Feed.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.change.LogPosition;
import java.time.Duration;
import java.time.Instant;
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
}
