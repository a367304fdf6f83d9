package dev.assetlookup.r2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void half_of_a_deadline_is_over_while_the_other_half_is_left() {
    Deadline whole = Deadline.after(Duration.ofMinutes(2));
    Duration half = whole.half().left().orElseThrow();
    assertThat(half).isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(whole.left().orElseThrow()).isGreaterThan(half);
  }

  @Test
  void a_deadline_that_is_over_has_nothing_left_and_nothing_to_pause_for() {
    Deadline over = Deadline.after(Duration.ZERO);
    assertThat(over.left()).isEmpty();
    assertThat(over.half().left()).isEmpty();
    over.pause(Duration.ofDays(1));
  }

  @Test
  void an_interrupted_pause_is_the_end_of_the_call() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> Deadline.after(Duration.ofDays(1)).pause(Duration.ofDays(1)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothing_is_sent_once_a_deadline_is_over() {
    try (ManifestStorage<StrictS3Server> storage = ManifestStorage.strict()) {
      Bucket bucket = new Bucket(storage.client(), storage.freshBucket(), Duration.ofSeconds(7));
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> bucket.get("a", 1, Deadline.after(Duration.ZERO)))
          .withMessageContaining("PT0S");
      assertThat(storage.server().requests()).isEmpty();
    }
  }
}
