package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogTrims.assertKept;
import static dev.assetlookup.testkit.LogTrims.assertTrims;
import static dev.assetlookup.testkit.LogTrims.timeOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removing old entries. */
abstract class LogTrimRules extends LogRules {
  LogTrimRules(ChangeLogContract test) {
    super(test);
  }

  /** L50: what is older than the time is removed, and all that follows is kept. */
  @Test
  protected void l50_what_is_old_is_removed() {
    Ports store = empty();
    List<Change> entries = written(store, ACME, 6);
    LogHead head = head(store, ACME);
    assertTrims(store, timeOf(entries, 3), MANY, 3);
    assertKept(store, ACME, entries, 3);
    Same.assertSame("head after the trim", head(store, ACME), head);
  }

  /** L51: the last entry stays, however old it is, and the numbers go on after it. */
  @Test
  protected void l51_the_last_entry_stays() {
    Ports store = empty();
    List<Change> entries = written(store, ACME, 3);
    assertTrims(store, FOREVER, MANY, 2);
    assertKept(store, ACME, entries, 2);
    write(store, ACME);
    Same.assertSame("number", head(store, ACME).last().sequence(), 4L);
    Same.assertSame(
        "entries after the last one", entries(store, ACME, last(entries), MANY).size(), 1);
  }

  /** L52: a limit makes steps, the oldest first. */
  @Test
  protected void l52_a_limit_makes_steps() {
    Ports store = empty();
    List<Change> entries = written(store, ACME, 6);
    int removed = store.log().trim(timeOf(entries, 5), 2);
    assertThat(removed).as("removed by a limit of 2").isBetween(1, 2);
    assertKept(store, ACME, entries, removed);
    assertTrims(store, timeOf(entries, 5), 2, 5 - removed);
    assertKept(store, ACME, entries, 5);
  }

  /** L54: each organization loses its own old entries, and no other. */
  @Test
  protected void l54_each_organization_loses_its_own_old_entries() {
    Ports store = empty();
    List<Change> old = written(store, ACME, 3);
    List<Change> first = written(store, OTHER, 2);
    Instant time = timeOf(first, 1);
    write(store, ACME);
    List<Change> mixed = entries(store, ACME);
    write(store, OTHER);
    List<Change> young = entries(store, OTHER);
    Same.assertSame("entries written first", mixed.subList(0, 3), old);
    assertTrims(store, time, MANY, 4);
    assertKept(store, ACME, mixed, 3);
    assertKept(store, OTHER, young, 1);
  }

  /** L55: where nothing is old, nothing is removed. */
  @Test
  protected void l55_where_nothing_is_old_nothing_is_removed() {
    Ports store = empty();
    assertTrims(store, FOREVER, MANY, 0);
    List<Change> entries = written(store, ACME, 3);
    assertTrims(store, timeOf(entries, 0), MANY, 0);
    assertKept(store, ACME, entries, 0);
    Same.assertSame("entries", entries(store, ACME), entries);
  }

  /** L56: a trim by one instance is seen by another, which goes on with the numbers. */
  @Test
  protected void l56_another_instance_sees_a_trim() {
    Ports store = empty();
    Ports reading = other(store);
    List<Change> entries = written(store, ACME, 4);
    assertKept(reading, ACME, entries, 0);
    assertTrims(store, FOREVER, MANY, 3);
    assertKept(reading, ACME, entries, 3);
    write(reading, ACME);
    Same.assertSame("number", head(store, ACME).last().sequence(), 5L);
  }

  /** L58: a follower beside trims is told that entries are gone, and never skips one. */
  @Test
  @Tag(Racing.TAG)
  protected void l58_a_follower_beside_trims_skips_nothing() {
    Ports store = empty();
    Ports trimming = other(store);
    written(store, ACME, 1);
    AtomicReference<LogPosition> place = new AtomicReference<>(LogPosition.START);
    Runnable follow = () -> place.set(readOn(store, place.get()));
    Runnable trim = () -> trimming.log().trim(head(trimming, ACME).last().at(), 3);
    Racing.whileWriting(() -> write(store, ACME), List.of(follow, trim));
    Same.assertSame(
        "entries at the end", entries(store, ACME, head(store, ACME).last(), 1).size(), 0);
  }

  private List<Change> written(Ports store, OrganizationId organization, int count) {
    write(store, organization, count);
    List<Change> entries = entries(store, organization);
    Same.assertSame("entries of " + organization, entries.size(), count);
    return entries;
  }

  private static LogPosition last(List<Change> entries) {
    return entries.get(entries.size() - 1).position();
  }

  /** Reads on from a place; returns the next one, which is the end if this came too late. */
  private static LogPosition readOn(Ports store, LogPosition after) {
    Changes changes = store.log().changes(ACME, after, 2);
    if (changes instanceof Changes.NotKept lost) {
      return lost.head().last();
    }
    LogPosition last = after;
    for (Change change : ((Changes.Page) changes).changes()) {
      Same.assertSame("next number", change.position().sequence(), last.sequence() + 1);
      last = change.position();
    }
    return last;
  }
}
