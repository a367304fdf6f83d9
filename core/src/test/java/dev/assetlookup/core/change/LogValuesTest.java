package dev.assetlookup.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.content.AssetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogValuesTest {
  private static final Instant NOON = Instant.parse("2026-04-17T12:00:00.123456789Z");

  @Test
  void the_time_of_a_place_is_cut_to_microseconds() {
    assertThat(new LogPosition(1, NOON).at())
        .isEqualTo(Instant.parse("2026-04-17T12:00:00.123456Z"));
  }

  @Test
  void a_place_before_the_start_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LogPosition(-1, NOON));
  }

  @Test
  void a_time_that_cannot_be_stored_is_refused() {
    Instant before = Instant.EPOCH.minusNanos(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new LogPosition(1, before));
  }

  @Test
  void the_same_number_of_another_time_is_another_place() {
    assertThat(new LogPosition(1, NOON)).isNotEqualTo(new LogPosition(1, NOON.plusNanos(1_000)));
  }

  @Test
  void a_key_revision_is_that_of_a_change_up_to_the_head() {
    LogPosition last = new LogPosition(3, NOON);
    assertThat(new LogHead(last, 3).keyRevision()).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> new LogHead(last, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new LogHead(last, -1));
  }

  @Test
  void a_hundred_ids_are_listed_and_one_more_is_all() {
    assertThat(ChangedIds.of(ids(100))).isEqualTo(new ChangedIds(false, ids(100)));
    assertThat(ChangedIds.of(ids(101))).isEqualTo(ChangedIds.ALL);
    assertThat(ChangedIds.of(List.of())).isEqualTo(ChangedIds.NONE);
  }

  @Test
  void an_id_that_is_given_twice_counts_once() {
    List<AssetId> twice = new ArrayList<>(ids(100));
    twice.addAll(ids(100));
    assertThat(ChangedIds.of(twice)).isEqualTo(new ChangedIds(false, ids(100)));
  }

  @Test
  void more_ids_than_are_listed_are_refused_and_any_beside_all() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ChangedIds(false, ids(101)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChangedIds(true, ids(1)));
  }

  private static List<AssetId> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> new AssetId("a" + i)).toList();
  }
}
