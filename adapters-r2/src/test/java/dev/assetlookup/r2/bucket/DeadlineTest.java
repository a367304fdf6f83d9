package dev.assetlookup.r2.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.manifest.ManifestStorage;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void most_of_a_deadline_is_over_while_some_of_it_is_left() {
    Deadline whole = Deadline.after(Duration.ofMinutes(4));
    Duration most = whole.most().left().orElseThrow();
    assertThat(most).isLessThanOrEqualTo(Duration.ofMinutes(3));
    assertThat(whole.left().orElseThrow()).isGreaterThan(most);
  }

  @Test
  void a_deadline_that_is_over_has_nothing_left_and_nothing_to_pause_for() {
    Deadline over = Deadline.after(Duration.ZERO);
    assertThat(over.left()).isEmpty();
    assertThat(over.most().left()).isEmpty();
    assertThat(over.ofRequest().left()).isEmpty();
    over.pause(Duration.ofDays(1));
  }

  @Test
  void a_deadline_of_each_request_is_whole_for_each_and_none_of_them_moves_another() {
    Deadline each = Deadline.ofEach(Duration.ofMinutes(4));
    Deadline first = each.ofRequest();
    assertThat(first.left().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(4));
    assertThat(each.left()).contains(Duration.ofMinutes(4));
    assertThat(each.ofRequest()).isNotSameAs(first);
  }

  @Test
  void progress_gives_the_whole_time_anew() {
    Deadline deadline = Deadline.after(Duration.ofMinutes(4));
    Duration before = deadline.left().orElseThrow();
    Thread.onSpinWait();
    deadline.renew();
    assertThat(deadline.left().orElseThrow()).isBetween(before.minusSeconds(30), deadline.whole());
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
          .withMessageContaining("0 attempts within 0s");
      assertThat(storage.server().requests()).isEmpty();
    }
  }
}
