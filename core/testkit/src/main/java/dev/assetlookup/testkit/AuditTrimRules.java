package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removing old entries. */
abstract class AuditTrimRules extends AuditRules {
  AuditTrimRules(AuditTrailContract test) {
    super(test);
  }

  /** A20: what is older than the time is removed, of every organization, and nothing else is. */
  @Test
  protected void a20_what_is_old_is_removed() {
    requireSetClock();
    Ports store = empty();
    write(store, ACME, 2);
    write(store, OTHER, 1);
    List<AuditEntry> old = entries(store);
    write(store, ACME, 2);
    List<AuditEntry> all = entries(store);
    Instant time = all.get(1).position().at();
    assertTrims(store, old.get(1).position().at(), 0);
    assertTrims(store, time, 3);
    Same.assertSame("entries", entries(store), all.subList(0, 2));
    Same.assertSame("entries of another", entries(store, OTHER, MANY), List.of());
    assertTrims(store, FOREVER, 2);
    Same.assertSame("entries", entries(store), List.of());
    write(store, ACME);
    Same.assertSame("revisions", revisions(entries(store)), List.of(5L));
  }

  private static void assertTrims(Ports store, Instant before, int count) {
    int removed = 0;
    for (int step = 0; step < MANY; step++) {
      int some = store.trail().trimEntries(before, MANY);
      if (some == 0) {
        break;
      }
      removed += some;
    }
    Same.assertSame("removed before " + before, removed, count);
  }

  /** A21: an entry that stands before an old one is kept as long as any other. */
  @Test
  protected void a21_each_entry_is_kept_by_its_own_time() {
    requireSetClock();
    Ports store = empty();
    write(store, ACME);
    Instant time = test.clock.instant();
    test.clock.set(time.minus(Duration.ofDays(1)));
    write(store, ACME);
    assertTrims(store, time, 1);
    Same.assertSame("revisions", revisions(entries(store)), List.of(1L));
  }

  /** A22: a limit makes steps. */
  @Test
  protected void a22_a_limit_makes_steps() {
    Ports store = empty();
    write(store, ACME, 5);
    int removed = store.trail().trimEntries(FOREVER, 2);
    assertThat(removed).as("removed by a limit of 2").isBetween(1, 2);
    Same.assertSame("entries", entries(store).size(), 5 - removed);
  }

  /** A23: a trim leaves content and keys alone. */
  @Test
  protected void a23_a_trim_leaves_content_alone() {
    Ports store = empty();
    write(store, ACME, 2);
    KeyRules.add(store.keys(), KeySamples.key(0));
    store.trail().trimEntries(FOREVER, MANY);
    assertThat(store.containers().read(LogRules.containerOf(ACME))).as("container").isPresent();
    assertThat(store.keys().findKey(KeySamples.ID)).as("key").isPresent();
  }
}
