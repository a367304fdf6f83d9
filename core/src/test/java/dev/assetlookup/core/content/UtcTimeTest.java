package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2026-04-17T13:10:00.5Z, 2026-04-17T13:10:00.500Z",
    "2026-04-17t13:10:00z, 2026-04-17T13:10:00Z",
    "2024-02-29T23:59:59.123456789Z, 2024-02-29T23:59:59.123456Z",
    "2024-02-29T23:59:59.12345678901234567890Z, 2024-02-29T23:59:59.123456Z",
    "9999-12-31T23:59:59.9999999Z, 9999-12-31T23:59:59.999999Z",
    "2026-04-17T13:10:00+00:00, 2026-04-17T13:10:00Z",
    "2026-04-17t13:10:00-00:00, 2026-04-17T13:10:00Z",
    "2026-04-17T13:10:00.123456789+05:30, 2026-04-17T07:40:00.123456Z",
    "2026-04-17T13:10:00-23:59, 2026-04-18T13:09:00Z",
    "1969-12-31T23:00:00-01:00, 1970-01-01T00:00:00Z",
  })
  void a_time_is_read_and_kept_to_the_microsecond(String text, Instant kept) {
    assertThat(UtcTime.storable(UtcTime.parse(text))).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-04-17",
        "2026-04-17T13:10Z",
        "2026-04-17T13:10:00",
        "2026-04-17T13:10:00+0000",
        "2026-04-17T13:10:00+24:00",
        "2026-04-17T13:10:00+01:60",
        "2026-04-17T13:10:00+01",
        "2026-04-17T13:10:00Z+01:00",
        "2026-04-17 13:10:00Z",
        "2026-04-17T24:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-04-17T13:10:00.Z",
        "+12026-04-17T13:10:00Z",
        "-0001-04-17T13:10:00Z",
        "2026-04-17T13:10:00Z ",
        "２０２６-04-17T13:10:00Z",
      })
  void what_is_no_time_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UtcTime.parse(text))
        .withMessage("is not a time such as 2026-04-17T13:10:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z",
        "1970-01-01T00:59:59+01:00",
        "9999-12-31T23:59:59-00:01",
      })
  void another_year_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UtcTime.parse(text))
        .withMessage("is outside the years 1970 to 9999");
  }

  @Test
  void a_time_of_any_range_is_checked_before_it_is_kept() {
    for (Instant time : new Instant[] {Instant.MIN, Instant.MAX, UtcTime.LATEST.plusNanos(1_000)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UtcTime.storable(time))
          .withMessage("is outside the years 1970 to 9999");
    }
  }
}
