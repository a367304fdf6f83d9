package dev.assetlookup.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract of the testkit does not ask of the log in memory. */
class MemoryLogTest {
  private static final Instant NOON = Instant.parse("2026-04-17T12:00:00.123456789Z");

  private final MemoryLog log = new MemoryLog();

  @Test
  void a_write_that_is_not_done_leaves_nothing() {
    assertThat(log.write(() -> false, Change.OfKeys::new, NOON)).isFalse();
    assertThat(log.head()).isEqualTo(LogHead.EMPTY);
    assertThat(log.size()).isZero();
  }

  @Test
  void the_head_moves_after_the_write() {
    boolean done = log.write(() -> log.head().equals(LogHead.EMPTY), Change.OfKeys::new, NOON);
    assertThat(done).isTrue();
    assertThat(log.head()).isEqualTo(new LogHead(new LogPosition(1, NOON), 1));
  }

  @Test
  void a_write_that_fails_leaves_the_log_to_the_next() {
    assertThat(
            catchThrowable(
                () ->
                    log.write(
                        () -> {
                          throw new IllegalStateException("broken");
                        },
                        Change.OfKeys::new,
                        NOON)))
        .isInstanceOf(IllegalStateException.class);
    append(1);
    assertThat(log.head().last().sequence()).isEqualTo(1);
  }

  @Test
  void the_oldest_go_where_there_are_too_many_to_keep() {
    append(MemoryLog.MOST);
    Changes.Page first = (Changes.Page) log.after(LogPosition.START, 1);
    append(1);
    assertThat(log.size()).isEqualTo(MemoryLog.MOST);
    assertThat(log.after(LogPosition.START, 1)).isInstanceOf(Changes.NotKept.class);
    assertThat(log.after(first.changes().get(0).position(), 1)).isInstanceOf(Changes.NotKept.class);
    LogPosition second = new LogPosition(2, NOON);
    assertThat(log.after(second, 1))
        .isEqualTo(
            new Changes.Page(List.of(new Change.OfKeys(new LogPosition(3, NOON))), log.head()));
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      log.write(() -> true, Change.OfKeys::new, NOON);
    }
  }
}
