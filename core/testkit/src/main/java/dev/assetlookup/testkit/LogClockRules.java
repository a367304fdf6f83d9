package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogTrims.assertKept;
import static dev.assetlookup.testkit.LogTrims.assertTrims;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.LATER;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Times of entries, also where a clock was set back. Skipped where the store has a clock of its
 * own.
 */
abstract class LogClockRules extends LogRules {
  LogClockRules(ChangeLogContract test) {
    super(test);
  }

  /** L29: an entry has the time of its write in microseconds, also if a clock was set back. */
  @Test
  protected void l29_an_entry_has_the_time_of_its_write() {
    requireSetClock();
    Ports store = empty();
    List<Instant> times =
        List.of(LATER, LATER.plusNanos(1_999), LATER.minus(Duration.ofDays(1)), LATER);
    List<Instant> expected = new ArrayList<>(times);
    expected.set(1, LATER.plusNanos(1_000));
    for (int i = 0; i < times.size(); i++) {
      test.clock.set(times.get(i));
      KeyRules.add(store.keys(), KeySamples.key(i));
      Same.assertSame("time of the head", head(store, ACME).last().at(), expected.get(i));
    }
    Same.assertSame(
        "times of the entries",
        entries(store, ACME).stream().map(entry -> entry.position().at()).toList(),
        expected);
  }

  /** L53: entries that stand before an old one go with it, whatever time they have. */
  @Test
  protected void l53_what_stands_before_an_old_entry_goes_with_it() {
    requireSetClock();
    Ports store = empty();
    for (int days : List.of(0, 9, 8, 1, 7)) {
      test.clock.set(LATER.plus(Duration.ofDays(days)));
      write(store, ACME);
    }
    List<Change> entries = entries(store, ACME);
    assertTrims(store, LATER.plus(Duration.ofDays(2)), MANY, 4);
    assertKept(store, ACME, entries, 4);
  }
}
