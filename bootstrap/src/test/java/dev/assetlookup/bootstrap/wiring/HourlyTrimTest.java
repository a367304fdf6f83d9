package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HourlyTrimTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-17T13:10:00Z"));
  private final HourlyTrim trim = new HourlyTrim(ended -> 1, now::get);

  private long after(Duration time) {
    now.set(now.get().plus(time));
    return trim.trim(() -> false);
  }

  @Test
  void it_trims_at_first_and_then_once_an_hour_also_where_the_clock_is_set_back() {
    assertThat(after(Duration.ZERO)).isEqualTo(1);
    assertThat(after(Duration.ofMinutes(59))).isZero();
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(1);
    assertThat(after(Duration.ofDays(-1))).isEqualTo(1);
    assertThat(after(Duration.ofMinutes(59))).isZero();
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(1);
  }
}
