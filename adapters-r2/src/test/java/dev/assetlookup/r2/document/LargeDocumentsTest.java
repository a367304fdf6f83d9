package dev.assetlookup.r2.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LargeDocumentsTest {
  private static final Deadline NONE = Deadline.after(Duration.ZERO);

  @Test
  void a_document_waits_until_those_before_it_leave_room_and_the_next_one_has_it() {
    LargeDocuments large = new LargeDocuments(100);
    String read =
        large.read(
            60,
            Deadline.after(Duration.ofSeconds(1)),
            () -> {
              assertThatExceptionOfType(StoreUnavailableException.class)
                  .isThrownBy(() -> large.read(41, NONE, () -> "too much"))
                  .withMessageContaining("no room for 41 bytes");
              return large.read(40, NONE, () -> "both");
            });
    assertThat(read).isEqualTo("both");
    assertThat(large.read(100, NONE, () -> "all is given back")).isNotEmpty();
  }

  @Test
  void a_document_of_more_than_there_is_room_for_is_read_alone() {
    LargeDocuments large = new LargeDocuments(100);
    assertThat(large.read(1_000_000, NONE, () -> "alone")).isEqualTo("alone");
  }

  @Test
  void what_fails_gives_its_room_back() {
    LargeDocuments large = new LargeDocuments(100);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                large.read(
                    100,
                    NONE,
                    () -> {
                      throw new IllegalStateException();
                    }));
    assertThat(large.read(100, NONE, () -> "again")).isEqualTo("again");
  }
}
